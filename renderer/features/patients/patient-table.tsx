import { memo } from 'react';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import type { VisitTimes } from '../../../shared/wire/desk/answers.ts';
import { TableHead } from '../../ui/simple-table.tsx';
import { type Say, useSay } from '../../words/use-say.ts';
import { historyWords } from './history-words.ts';
import { mergeWords } from './merge-words.ts';
import { words } from './patients-words.ts';

/** What can be done with somebody who was found. The same functions from letter to letter. */
interface PatientActs {
  /** null where nobody books. */
  readonly onBook: ((patient: PatientDetails) => void) | null;
  readonly onEdit: (patient: PatientDetails) => void;
  readonly onHistory: (patient: PatientDetails) => void;
  /** null: it is not for whoever sits here. */
  readonly onMerge: ((patient: PatientDetails) => void) | null;
}

const HEADS = [
  ...[words.name, words.birthDate, words.phone, words.number],
  ...[words.lastVisit, words.nextVisit, words.messages],
  '',
];

/** Who was found. It is drawn with each letter, so a row that stays is not drawn again. */
export const PatientTable = memo(function PatientTable({
  patients,
  visits,
  ...acts
}: PatientActs & {
  readonly patients: readonly PatientDetails[];
  /** By patient, of those of whom it is known by now. */
  readonly visits: ReadonlyMap<string, VisitTimes>;
}) {
  const say = useSay();
  if (patients.length === 0) return <p>{words.nobody}</p>;
  return (
    <table className="table-plain patient-table">
      <TableHead names={HEADS} />
      <tbody>
        {patients.map((patient) => (
          <PatientRow
            key={patient.id}
            {...{ patient, say, ...acts }}
            visits={visits.get(patient.id)}
          />
        ))}
      </tbody>
    </table>
  );
});

const PatientRow = memo(function PatientRow(
  props: PatientActs & {
    readonly patient: PatientDetails;
    readonly visits: VisitTimes | undefined;
    readonly say: Say;
  },
) {
  const { patient, visits, say, onBook, onEdit, onHistory, onMerge } = props;
  const day = (ms: number | null = null): string => (ms === null ? '' : say.day(ms));
  const act = (short: string, whole: string, on: (patient: PatientDetails) => void) => (
    <button type="button" className="row-act" aria-label={whole} onClick={() => on(patient)}>
      {short}
    </button>
  );
  return (
    <tr>
      <td>{patient.name}</td>
      <td>{patient.birthDate}</td>
      <td>{patient.phone}</td>
      <td>{patient.number}</td>
      <td>{day(visits?.lastVisitMs)}</td>
      <td>{day(visits?.nextVisitMs)}</td>
      <td>{wantsWords(patient)}</td>
      <td>
        {onBook ? act(words.bookShort, words.book(patient.name), onBook) : null}
        {act(words.editShort, words.edit(patient.name), onEdit)}
        {act(historyWords.openShort, historyWords.open(patient.name), onHistory)}
        {onMerge ? act(mergeWords.openShort, mergeWords.open(patient.name), onMerge) : null}
      </td>
    </tr>
  );
});

const wantsWords = ({ allowsSms, allowsEmail, optedOut }: PatientDetails): string =>
  words.wants({ sms: allowsSms, email: allowsEmail, none: optedOut });
