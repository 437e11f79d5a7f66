import { Button } from '@mantine/core';
import { useState } from 'react';
import { dayName } from '../../../shared/domain/reports/day-name.ts';
import type { Advice, AdviceFound } from '../../../shared/model/advice.ts';
import { dayAt } from '../../../shared/time/day.ts';
import { knownTimeZone } from '../../../shared/time/time-zone.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useRows } from '../../replica/rows-store.ts';
import { isLooking, useSession } from '../../state/session-store.ts';
import {
  openSessionChange,
  prepareService,
  prepareTemplate,
  useView,
} from '../../state/view-store.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../words/use-say.ts';
import { adviceText, adviceWords as words } from './advice-words.ts';
import { FIGURE_MARKS } from './figure-marks.ts';
import { prepareSession } from './prepare-advice.ts';
import type { PointAt } from './use-reports.ts';

/** What is worth changing, each piece with its evidence and the change prepared. */
export function AdviceCards(props: {
  readonly branchId: string | null;
  readonly pointAt: PointAt;
}) {
  const { answer } = useAnswer({ kind: 'advice', branchId: props.branchId });
  const template = useTemplateNames(answer?.ok === true && answer.value.advice.some(isOfTemplate));
  if (!answer?.ok) return null;
  return (
    <section className="advice no-print" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="page-hint">{hintOf(answer.value)}</p>
      <ul>
        {answer.value.advice.map((advice) => (
          <AdviceCard
            key={JSON.stringify(advice)}
            {...{ advice, template }}
            pointAt={props.pointAt}
          />
        ))}
      </ul>
    </section>
  );
}

function hintOf({ weeks, weeksNeeded, advice, firstDay, lastDay }: AdviceFound): string {
  if (weeks < weeksNeeded) return words.tooFew(weeks, weeksNeeded);
  if (advice.length === 0) return words.none;
  return words.hint(weeks, dayName(firstDay), dayName(lastDay));
}

const isOfTemplate = ({ kind }: Advice): boolean => kind === 'template';

/** Names of templates, which a desk does not hold; asked for where advice is about one. */
function useTemplateNames(isNeeded: boolean): (id: string) => string {
  const { answer } = useAnswer(isNeeded ? { kind: 'templates' } : null);
  return (id) => answer?.find((one) => one.id === id)?.name ?? words.someTemplate;
}

function AdviceCard({
  advice,
  template,
  pointAt,
}: {
  readonly advice: Advice;
  readonly template: (id: string) => string;
  readonly pointAt: PointAt;
}) {
  const say = useSay();
  const { title, evidence, effect } = adviceText(advice, { ...say, template });
  const [isMissing, setMissing] = useState(false);
  const prepare = usePreparing(advice);
  // Where books are only looked at, the change is made at the branch.
  const looks = useSession(isLooking);
  return (
    <li className="advice-card">
      <h3>{title}</h3>
      <FactList
        facts={[
          { name: words.evidence, value: evidence },
          { name: words.effect, value: effect },
        ]}
      />
      {isMissing ? <Notice tone="neutral" title={words.noSession} /> : null}
      <div className="advice-acts">
        {looks ? null : (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={words.prepareFor(title)}
            onClick={() => setMissing(!prepare())}
          >
            {words.prepare}
          </Button>
        )}
        {advice.kind === 'overbook' ? <ShowAbsent advice={advice} pointAt={pointAt} /> : null}
      </div>
    </li>
  );
}

/** Whoever is to be booked more asks first who it is that stays away. */
function ShowAbsent(props: {
  readonly advice: Extract<Advice, { readonly kind: 'overbook' }>;
  readonly pointAt: PointAt;
}) {
  const { doctorId, branchId } = props.advice;
  const show = (): void =>
    props.pointAt(words.show, FIGURE_MARKS['no-show'], { doctorId, branchId });
  return (
    <Button variant="subtle" size="compact-sm" onClick={show}>
      {words.show}
    </Button>
  );
}

/** Opens the form in which the change is made; false where there is nothing to be changed. */
function usePreparing(advice: Advice): () => boolean {
  const sessions = useRows('sessions');
  const branches = useRows('branches');
  return () => {
    if (advice.kind === 'length') {
      prepareService({ id: advice.serviceId, durationMin: advice.adviseMin });
      location.hash = '/services';
      return true;
    }
    if (advice.kind === 'template') {
      prepareTemplate(advice);
      location.hash = '/templates';
      return true;
    }
    const zone = knownTimeZone(branches.get(advice.branchId)?.timeZone ?? 'UTC');
    const at = { zone, nowMs: Date.now(), restName: words.restName };
    const prepared = prepareSession(advice, sessions.values(), at);
    if (!prepared) return false;
    const { session, to, scope } = prepared;
    const day = dayAt(zone, session.startMs);
    useView.setState({ day, view: 'day', branchId: advice.branchId });
    openSessionChange(session.id, to, scope);
    location.hash = '/schedule';
    return true;
  };
}
