import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Offer } from '../../../shared/model/conflict.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DeskConflict } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { Chip } from '../../ui/chip.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { messageWords } from '../../words/message-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { type Say, useSay } from '../../words/use-say.ts';
import { AssistantWaysOut } from './assistant-ways-out.tsx';
import { reasonWords, words } from './conflict-words.ts';
import { DismissForm } from './dismiss-form.tsx';
import { lostEditWords } from './lost-edit-words.ts';

/** One conflict: what was wanted, who has it and why, and the ways out. */
export function ConflictDetail({ conflict }: { readonly conflict: DeskConflict }) {
  const { client, intents } = useDesk();
  const say = useSay();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const telling = useNotifyChoice(conflict.branchId, 'moved');
  const resolve = async (
    resolution: Parameters<typeof intents.send<'resolve-conflict'>>[1]['resolution'],
  ): Promise<void> => {
    setBusy(true);
    const notify = resolution.kind === 'rebook' ? telling.notify : undefined;
    const wish = { conflictId: conflict.id, resolution, notify };
    const answer = await intents.send('resolve-conflict', wish);
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
  };
  const rebook = ({ sessionId: _, ...time }: Offer): void =>
    void resolve({ kind: 'rebook', appointmentId: client.newId(), time });
  const offers = refusal && 'offers' in refusal ? refusal.offers : conflict.offers;
  return (
    <section className="conflict-detail">
      <div>
        <Chip tone={conflict.state === 'open' ? 'danger' : 'ok'}>
          {words.state[conflict.state]}
        </Chip>
      </div>
      <h2>{words.titles[conflict.kind](conflict.patientName ?? words.unknownPatient)}</h2>
      <FactList facts={factsOf(conflict, say)} />
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      {conflict.state === 'open' ? (
        <>
          {conflict.assistsId !== null ? (
            <AssistantWaysOut
              {...{ conflict, refusal }}
              onDone={(answer) => setRefusal(answer.ok ? null : answer.error)}
            />
          ) : conflict.kind === 'displaced' ? (
            <>
              <NotifyCheck label={messageWords.ask} choice={telling} />
              <OfferButtons offers={offers} isBusy={isBusy} onRebook={rebook} />
            </>
          ) : null}
          <DismissForm
            isBusy={isBusy}
            onDismiss={(reason) => void resolve({ kind: 'dismiss', reason })}
          />
        </>
      ) : null}
    </section>
  );
}

function factsOf(conflict: DeskConflict, say: Say) {
  const { startMs, endMs, blockerStartMs, blockerEndMs, blockerBranchId } = conflict;
  const lost = lostEditWords(conflict.lost, say);
  return [
    ...(startMs !== null && endMs !== null
      ? [
          {
            name: words.wanted,
            value: `${say.span(startMs, endMs)}, ${say.doctor(conflict.doctorId)}`,
          },
        ]
      : []),
    ...(blockerStartMs !== null && blockerEndMs !== null && blockerBranchId !== null
      ? [
          {
            name: words.won,
            value: `${say.branch(blockerBranchId)}, ${say.time(blockerStartMs)}–${say.time(blockerEndMs)}`,
          },
        ]
      : []),
    { name: words.why, value: reasonWords(conflict) },
    ...(lost.length > 0
      ? [
          {
            name: words.lostWords,
            value: lost.join(', '),
          },
        ]
      : []),
  ];
}

function OfferButtons(props: {
  readonly offers: readonly Offer[];
  readonly isBusy: boolean;
  readonly onRebook: (offer: Offer) => void;
}) {
  const say = useSay();
  if (props.offers.length === 0) return <p>{words.noOffers}</p>;
  return (
    <div className="booking-form">
      <p className="booking-hint">{words.offers}</p>
      {props.offers.map((offer, i) => (
        <Button
          key={`${offer.branchId} ${offer.startMs}`}
          variant={i === 0 ? 'filled' : 'default'}
          justify="start"
          loading={props.isBusy}
          onClick={() => props.onRebook(offer)}
        >
          {say.span(offer.startMs, offer.endMs)} · {say.branch(offer.branchId)}
        </Button>
      ))}
    </div>
  );
}
