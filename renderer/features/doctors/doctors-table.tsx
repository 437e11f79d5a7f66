import { Button } from '@mantine/core';
import type { Agreement } from '../../../shared/model/agreement.ts';
import type { Doctor } from '../../../shared/model/doctor.ts';
import { Chip } from '../../ui/chip.tsx';
import { TableHead } from '../../ui/simple-table.tsx';
import { useSay } from '../../words/use-say.ts';
import { words } from './doctors-words.ts';

export interface DoctorLine {
  readonly doctor: Doctor;
  readonly branchIds: readonly string[];
  readonly agreement: Agreement | undefined;
  /** Minutes of work this week; null while they are not known. */
  readonly weekMin: number | null;
}

const KIND_TONES = { 'full-time': 'neutral', 'part-time': 'accent', locum: 'warn' } as const;
const HEAD = [words.name, words.kind, words.branches, words.agreed, words.thisWeek, ''];

/** The doctors, each with what was agreed and what this week has of it. */
export function DoctorsTable(props: {
  readonly lines: readonly DoctorLine[];
  readonly onEdit: (line: DoctorLine) => void;
}) {
  const say = useSay();
  return (
    <table className="table-plain">
      <TableHead names={HEAD} />
      <tbody>
        {props.lines.map((line) => {
          const { doctor, branchIds, agreement } = line;
          return (
            <tr key={doctor.id} className={doctor.active ? undefined : 'doctor-away'}>
              <td>
                <b>{doctor.name}</b>
                <div className="page-hint">
                  {doctor.active ? doctor.speciality : words.inactive}
                </div>
              </td>
              <td>
                <Chip tone={KIND_TONES[doctor.kind]}>{words.kinds[doctor.kind]}</Chip>
              </td>
              <td>{branchIds.map(say.branch).join(', ')}</td>
              <td>{agreedWords(doctor, agreement)}</td>
              <td>
                <WeekCell {...line} />
              </td>
              <td>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={words.editName(doctor.name)}
                  onClick={() => props.onEdit(line)}
                >
                  {words.edit}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function agreedWords({ kind }: Doctor, agreement: Agreement | undefined): string {
  if (!agreement) return '';
  if (kind === 'part-time') return words.agreedHours(agreement.weekMin, agreement.dayMin);
  return kind === 'locum' ? words.contract(agreement.fromDay, agreement.untilDay) : '';
}

function WeekCell({ doctor, agreement, weekMin }: DoctorLine) {
  if (weekMin === null) return null;
  const agreed = doctor.kind === 'part-time' ? (agreement?.weekMin ?? null) : null;
  return (
    <span className="doctor-week">
      {words.ofAgreed(weekMin, agreed)}
      {agreed !== null && weekMin > agreed ? <Chip tone="warn">{words.tooMany}</Chip> : null}
    </span>
  );
}
