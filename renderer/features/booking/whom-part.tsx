import { SegmentedControl } from '@mantine/core';
import { useSharers } from '../../replica/use-sharers.ts';
import { type Draft, openDraft } from '../../state/view-store.ts';
import { sharingWords as words } from '../../words/sharing-words.ts';
import { useSay } from '../../words/use-say.ts';
import type { Booking } from './use-booking.ts';

/** In time that doctors share: with the one, the other, or whoever of them is free. */
export function WhomPart({ booking, draft }: { readonly booking: Booking; readonly draft: Draft }) {
  const say = useSay();
  const sharers = useSharers(booking.time);
  const { doctorId } = draft;
  if (doctorId === null || sharers.length === 0) return null;
  const [other = doctorId] = sharers;
  // Whose time is taken already holds up nobody who would as well go to the other.
  const freeOne = booking.hold.kind === 'refused' ? other : doctorId;
  const doctors = [doctorId, ...sharers].toSorted();
  return (
    <SegmentedControl
      aria-label={words.whom}
      fullWidth
      size="xs"
      value={booking.withEither ? EITHER : doctorId}
      data={[
        ...doctors.map((id) => ({ value: id, label: say.doctor(id) })),
        { value: EITHER, label: words.either },
      ]}
      onChange={(whom) => {
        booking.setWithEither(whom === EITHER);
        const next = whom === EITHER ? freeOne : whom;
        if (next !== doctorId) openDraft({ ...draft, doctorId: next });
      }}
    />
  );
}

const EITHER = 'either';
