import { useState } from 'react';
import { DAY_PARTS } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { Wish } from '../../../shared/model/wish.ts';
import { useDesk } from '../../intents/desk.ts';
import { closePanel, type WishDraft } from '../../state/view-store.ts';
import { words } from './waitlist-words.ts';

/** Times of the day to choose from. */
export const PARTS = DAY_PARTS;

/** What is said of when somebody would come. */
type Said = Pick<
  Wish,
  'doctorIds' | 'branchIds' | 'weekdays' | 'parts' | 'fromDay' | 'untilDay' | 'urgent' | 'note'
>;

type NamedWish = Wish & { readonly patientName: string };

/** A wish on its way: a new one, as the booking or the appointment has it, or one that is changed. */
export function useWishForm(branchId: string, draft: WishDraft, wish: NamedWish | null) {
  const { client, intents } = useDesk();
  // One wish, however often it is clicked.
  const [id] = useState(() => wish?.id ?? client.newId());
  const [said, setSaid] = useState<Said>(() => wish ?? startOf(draft));
  const [serviceId, setServiceId] = useState(wish?.serviceId ?? draft.serviceId);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    const patientId = wish?.patientId ?? draft.patient?.id;
    if (serviceId === null || patientId === undefined) return;
    setBusy(true);
    const { doctorIds, branchIds, weekdays, parts, fromDay, untilDay, urgent, note } = said;
    const name = wish?.patientName ?? draft.patient?.name ?? '';
    const answer = await intents.send(
      'save-wish',
      {
        ...{ id, branchId: wish?.branchId ?? branchId, patientId, serviceId },
        ...{ doctorIds, branchIds, weekdays, parts, fromDay, untilDay, urgent, note },
        appointmentId: wish ? wish.appointmentId : draft.appointmentId,
        newPatient: draft.isNew ? draft.patient : null,
      },
      words.saidAdded(name),
    );
    setBusy(false);
    if (answer.ok) closePanel();
    else setRefusal(answer.error);
  };
  const change = (more: Partial<Said>): void => setSaid({ ...said, ...more });
  return { said, change, serviceId, setServiceId, refusal, isBusy, save };
}

const startOf = ({ doctorId }: WishDraft): Said => ({
  ...{ doctorIds: doctorId === null ? [] : [doctorId], branchIds: [], weekdays: [], parts: [] },
  ...{ fromDay: null, untilDay: null, urgent: false, note: '' },
});
