import { Button } from '@mantine/core';
import type { ImportReport } from '../../../shared/wire/desk/import.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PROBLEM_WORDS } from './import-problem-words.ts';
import { words } from './import-words.ts';

/** What an import would bring, and every row that is not right. */
export function ReportView(props: {
  readonly report: ImportReport;
  readonly isBusy: boolean;
  readonly onApply: () => void;
  readonly onRestart: () => void;
}) {
  const { report } = props;
  const facts = [
    [words.rows, report.rows],
    [words.wrong, report.invalid],
    [words.patients, report.patients],
    [words.sessions, report.sessions],
    [words.slots, report.slots],
    [words.appointments, report.appointments],
  ] as const;
  return (
    <>
      <h2>{words.found}</h2>
      <FactList
        facts={facts
          .filter(([name, count]) => count > 0 || name === words.wrong)
          .map(([name, count]) => ({ name, value: count.toLocaleString() }))}
      />
      {report.invalid > 0 ? <Notice tone="warn" title={words.mend} /> : null}
      {report.problems.length > 0 ? <Problems report={report} /> : null}
      <div className="import-busy">
        <Button
          disabled={report.invalid > 0 || report.work !== null}
          loading={props.isBusy}
          onClick={props.onApply}
        >
          {words.apply}
        </Button>
        <Button variant="default" disabled={props.isBusy} onClick={props.onRestart}>
          {words.again}
        </Button>
      </div>
    </>
  );
}

function Problems({ report }: { readonly report: ImportReport }) {
  const rest = report.invalid - report.problems.length;
  return (
    <table className="table-plain">
      <thead>
        <tr>
          <th>{words.line}</th>
          <th>{words.column}</th>
          <th>{words.value}</th>
          <th>{words.problem}</th>
        </tr>
      </thead>
      <tbody>
        {report.problems.map((problem) => (
          <tr key={`${problem.line} ${problem.column} ${problem.value}`}>
            <td>{problem.line || ''}</td>
            <td>{words.fields[problem.column] ?? problem.column}</td>
            <td>{problem.value}</td>
            <td>{PROBLEM_WORDS[problem.kind]}</td>
          </tr>
        ))}
        {rest > 0 ? (
          <tr>
            <td colSpan={4}>{words.more(rest)}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
