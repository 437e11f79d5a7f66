import { Anchor, Button } from '@mantine/core';
import { useNewWorkingTime } from '../../replica/use-new-working-time.ts';
import { words } from './settings-words.ts';

/** Where it is said when doctors work: in the schedule, beside what there is. */
export function WorkingTimesSettings() {
  const open = useNewWorkingTime();
  return (
    <>
      <h2>{words.working}</h2>
      <p className="page-hint">
        {words.workingHint} <Anchor href="#/templates">{words.templates}</Anchor>
      </p>
      <div className="page-actions">
        <Button variant="default" disabled={open === null} onClick={() => open?.()}>
          {words.addWorking}
        </Button>
        {open === null ? <span className="page-hint">{words.noDoctorYet}</span> : null}
      </div>
    </>
  );
}
