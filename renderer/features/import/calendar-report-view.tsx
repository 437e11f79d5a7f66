import { Button } from '@mantine/core';
import type { ImportProblem, ImportReport } from '../../../shared/wire/desk/import.ts';
import type { CalendarReport } from '../../../shared/wire/desk/import-calendar.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { EVENT_WORDS, SLOT_WORDS, VISIT_EVENT_WORDS, VISIT_WORDS } from './import-problem-words.ts';
import { words } from './import-words.ts';
import { words as keptWords } from './kept-words.ts';

/** What a calendar would change, and what becomes of each event that is not simply taken. */
export function CalendarReportView(props: {
  readonly report: ImportReport;
  readonly calendar: CalendarReport;
  /** Whether those who are booked then lose the time. */
  readonly displaces: boolean;
  /** What it was that was checked. */
  readonly of: keyof typeof NAMES;
  /** Whether it is kept up with from then on. */
  readonly isKept: boolean;
  readonly isBusy: boolean;
  readonly onApply: () => void;
  readonly onBack: () => void;
}) {
  const { report, calendar, displaces } = props;
  const { added, changed, removed, affected } = calendar;
  const changes = added + changed + removed;
  const facts = [
    [NAMES[props.of].rows, report.rows],
    [words.wrong, report.invalid],
    [words.sessions, props.of === 'slots' ? changes + calendar.unchanged : 0],
    [words.added, added],
    [words.newPatients, report.patients],
    [NAMES[props.of].changed, changed],
    [NAMES[props.of].removed, removed],
    [words.unchanged, calendar.unchanged],
    [words.leftOut, calendar.leftOut],
    [words.hit, affected],
  ] as const;
  const isHit = affected > 0 && !displaces;
  const isHeldUp = isHit || report.work !== null || report.invalid > 0;
  return (
    <>
      <h2>{words.found}</h2>
      <FactList
        facts={facts
          .filter(([name, count]) => count > 0 || name === words.added)
          .map(([name, count]) => ({ name, value: count.toLocaleString() }))}
      />
      {report.invalid > 0 ? <Notice tone="warn" title={words.mend} /> : null}
      {affected > 0 ? <Notice tone="warn" title={isHit ? words.hitAsk : words.hitTold} /> : null}
      {changes === 0 && report.problems.length === 0 ? (
        <Notice tone="ok" title={words.nothingToDo} />
      ) : null}
      {report.problems.length > 0 ? (
        <Events problems={report.problems} calendar={calendar} of={props.of} />
      ) : null}
      <div className="import-busy">
        <Button
          disabled={(changes === 0 && !props.isKept) || isHeldUp}
          loading={props.isBusy}
          onClick={props.onApply}
        >
          {props.isKept ? keptWords.keep : words.apply}
        </Button>
        <Button variant="default" disabled={props.isBusy} onClick={props.onBack}>
          {words.back}
        </Button>
      </div>
    </>
  );
}

const NAMES = {
  calendar: {
    ...{ rows: words.events, one: words.event, said: EVENT_WORDS },
    ...{ changed: words.changed, removed: words.removed },
  },
  slots: {
    ...{ rows: words.slots, one: words.slot, said: SLOT_WORDS },
    ...{ changed: words.changed, removed: words.removed },
  },
  appointments: {
    ...{ rows: words.rows, one: words.whom, said: VISIT_WORDS },
    ...{ changed: words.moved, removed: words.calledOff },
  },
  'visit-events': {
    ...{ rows: words.events, one: words.whom, said: VISIT_EVENT_WORDS },
    ...{ changed: words.moved, removed: words.calledOff },
  },
} as const;

function Events(props: {
  readonly problems: readonly ImportProblem[];
  readonly calendar: CalendarReport;
  readonly of: keyof typeof NAMES;
}) {
  const { said, one } = NAMES[props.of];
  const say = useSay();
  const rest = props.calendar.leftOut - props.problems.length;
  return (
    <table className="table-plain">
      <thead>
        <tr>
          <th>{words.line}</th>
          <th>{one}</th>
          <th>{words.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {props.problems.map((problem) => (
          <tr key={`${problem.line} ${problem.kind} ${problem.value}`}>
            <td>{problem.line || ''}</td>
            <td>{problem.value}</td>
            <td>
              {problem.refusal
                ? words.refused(refusalWords(problem.refusal, say))
                : said[problem.kind]}
            </td>
          </tr>
        ))}
        {rest > 0 ? (
          <tr>
            <td colSpan={3}>{words.more(rest)}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
