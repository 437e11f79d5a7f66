import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { dayAt, dayStartMs } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useAnswersForBranch } from '../../state/session-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { ClosureForm } from './closure-form.tsx';
import { words } from './time-off-words.ts';

/** The days on which this branch is closed, from today on. */
export function ClosuresPart({ place }: { readonly place: BranchTime }) {
  const { intents } = useDesk();
  const say = useSay();
  const answers = useAnswersForBranch();
  const [open, setOpen] = useState<'day' | 'holidays' | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const today = dayAt(place.zone, Date.now());
  const closures = [...useRows('closures').values()]
    .filter(
      ({ branchId, day, deleted }) => branchId === place.branch.id && day >= today && !deleted,
    )
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const remove = async (closureId: string): Promise<void> => {
    const answer = await intents.send('remove-closure', { closureId }, words.opened);
    setRefusal(answer.ok ? null : answer.error);
  };
  return (
    <>
      <div className="page-head">
        <h2>{words.closedTitle(place.branch.name)}</h2>
        {answers ? (
          <div className="page-actions">
            <Button variant="default" disabled={open !== null} onClick={() => setOpen('day')}>
              {words.addClosed}
            </Button>
            <Button variant="default" disabled={open !== null} onClick={() => setOpen('holidays')}>
              {words.addHolidays}
            </Button>
          </div>
        ) : null}
      </div>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      {open ? (
        <ClosureForm
          place={place}
          isOfHolidays={open === 'holidays'}
          closedDays={closures.map(({ day }) => day)}
          onLeave={() => setOpen(null)}
        />
      ) : null}
      {closures.length === 0 && !open ? <p className="page-hint">{words.closedNone}</p> : null}
      {closures.length > 0 ? (
        <table className="table-plain">
          <thead>
            <tr>
              <th>{words.day}</th>
              <th>{words.name}</th>
              <th>
                <span className="visually-hidden">{words.undo}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {closures.map(({ id, day, name }) => (
              <tr key={id}>
                <td>{say.dayAndYear(dayStartMs(place.zone, day))}</td>
                <td>{name}</td>
                <td>
                  {answers ? (
                    <Button size="compact-sm" variant="subtle" onClick={() => void remove(id)}>
                      {words.open}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
