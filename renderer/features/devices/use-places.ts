import type { ReplicaKind } from '../../../shared/model/handover.ts';
import { useRows } from '../../replica/rows-store.ts';
import { words } from './devices-words.ts';

/** Where a computer can belong, and what one there is called unless somebody knows better. */
export function usePlaces(kind: ReplicaKind) {
  const branches = useRows('branches');
  const doctors = useRows('doctors');
  const places =
    kind === 'doctor'
      ? [...doctors.values()]
          .filter(({ active }) => active)
          .map(({ id, name }) => ({
            id,
            label: `Dr. ${name}`,
            computer: words.laptopName(`Dr. ${name}`),
          }))
      : [...branches.values()].map(({ id, name }) => ({ id, label: name, computer: name }));
  return places.toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}
