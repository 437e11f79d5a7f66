import { useMemo } from 'react';
import { useRows } from '../replica/rows-store.ts';
import { useBranch } from '../replica/use-branch.ts';
import { type InstantWords, instantWords } from './instant-words.ts';
import type { Wording } from './refusal-words.ts';

export interface Say extends Wording, InstantWords {
  readonly doctor: (doctorId: string) => string;
  readonly service: (serviceId: string) => string;
}

/** Names and times as the branch on screen says them. */
export function useSay(): Say {
  const branches = useRows('branches');
  const doctors = useRows('doctors');
  const services = useRows('services');
  const zone = useBranch()?.branch.timeZone ?? 'UTC';
  return useMemo(
    () => ({
      ...instantWords(zone),
      branch: (id) => branches.get(id)?.name ?? 'another branch',
      doctor: (id) => `Dr. ${doctors.get(id)?.name ?? 'unknown'}`,
      service: (id) => services.get(id)?.name ?? '',
    }),
    [branches, doctors, services, zone],
  );
}
