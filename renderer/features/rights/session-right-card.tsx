import { Button } from '@mantine/core';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { openSessionChange } from '../../state/view-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { type Say, useSay } from '../../words/use-say.ts';
import { HandOverForm } from './hand-over-form.tsx';
import { words } from './rights-words.ts';
import type { useRightActions } from './use-right-actions.ts';
import type { Rights } from './use-rights.ts';

/** One stretch of working time: who has its bookings, and what can be done about it. */
export function SessionRightCard(props: {
  readonly session: DeskSession;
  readonly rights: Rights;
  readonly actions: ReturnType<typeof useRightActions>;
  /** Whether whoever is signed in says when doctors work. */
  readonly canChange: boolean;
}) {
  const { session, rights, actions } = props;
  const say = useSay();
  const right = rights.of(session);
  const [asked] = right.asked;
  return (
    <section className="right-card">
      <header className="right-card-head">
        <h3>{say.span(session.startMs, session.endMs)}</h3>
        {props.canChange && session.endMs > Date.now() ? (
          <Button size="compact-sm" variant="subtle" onClick={() => openSessionChange(session.id)}>
            {words.change}
          </Button>
        ) : null}
      </header>
      <RightNotice session={session} rights={rights} say={say} />
      {rights.isAlone || right.underWay ? null : right.isMine ? (
        <HandOverForm session={session} rights={rights} actions={actions} />
      ) : asked ? (
        <div className="form-actions">
          <span className="booking-hint">{words.asked(say.ago(asked.atMs, Date.now()))}</span>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void actions.answer(asked.id, 'withdraw')}
          >
            {words.withdraw}
          </Button>
        </div>
      ) : (
        <Button
          size="compact-sm"
          loading={actions.isBusy}
          onClick={() => void actions.ask(session)}
        >
          {words.ask}
        </Button>
      )}
    </section>
  );
}

/** Which promise a booking in this session gets. */
function RightNotice(props: {
  readonly session: DeskSession;
  readonly rights: Rights;
  readonly say: Say;
}) {
  const { session, rights, say } = props;
  const right = rights.of(session);
  if (right.underWay) {
    const name = rights.nameOf(right.underWay.toReplica);
    return (
      <Notice tone="warn" title={words.underWay(name)}>
        {right.underWay.state === 'given' ? words.givenHint : words.underWayHint(name)}
      </Notice>
    );
  }
  if (!session.confirmed) {
    return (
      <Notice tone="warn" title={words.unconfirmed}>
        {words.unconfirmedHint}
      </Notice>
    );
  }
  if (right.isMine) {
    return (
      <Notice tone="ok" title={words.firmHere}>
        {words.firmHereHint}
      </Notice>
    );
  }
  const heardMs = right.holderHeardMs;
  const heard = heardMs === null ? '' : `, ${words.heard(say.ago(heardMs, Date.now()))}`;
  return (
    <Notice tone="neutral" title={`${words.firmThere(right.holder)}${heard}`}>
      {words.firmThereHint(right.holder)}
    </Notice>
  );
}
