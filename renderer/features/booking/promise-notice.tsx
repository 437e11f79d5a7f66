import { Button } from '@mantine/core';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { useSession } from '../../state/session-store.ts';
import { openRights } from '../../state/view-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../words/use-say.ts';
import { words } from './booking-words.ts';

/** How sure the time is: which promise the desk can make to the patient. */
export function PromiseNotice({ appointment }: { readonly appointment: DeskAppointment }) {
  const heardMs = useSession((session) => session.sync?.lastHeardMs ?? null);
  const say = useSay();
  if (appointment.verdict === 'none') return null;
  if (appointment.verdict === 'displaced') {
    const open = (): void => {
      location.hash = '/conflicts';
    };
    return (
      <Notice
        tone="danger"
        title={words.displaced}
        action={
          <Button size="compact-xs" variant="subtle" onClick={open}>
            {words.openConflict}
          </Button>
        }
      >
        {words.displacedHint}
      </Notice>
    );
  }
  if (appointment.overQuotaReason !== null) {
    return (
      <Notice tone="warn" title={words.overQuota}>
        {words.overQuotaHint(appointment.overQuotaReason)}
      </Notice>
    );
  }
  if (appointment.firm)
    return (
      <Notice tone="ok" title={words.firm}>
        {words.firmHint}
      </Notice>
    );
  // Nobody confirms what shares its time with another.
  if (appointment.overbookReason !== null)
    return (
      <Notice tone="neutral" title={words.overbooked}>
        {appointment.overbookReason}
      </Notice>
    );
  const heard = heardMs === null ? null : say.ago(heardMs, Date.now());
  return (
    <Notice
      tone="warn"
      title={words.tentative}
      action={
        <Button size="compact-xs" variant="subtle" onClick={() => openRights(appointment.doctorId)}>
          {words.whoBooks}
        </Button>
      }
    >
      {words.tentativeHint(heard)}
    </Notice>
  );
}
