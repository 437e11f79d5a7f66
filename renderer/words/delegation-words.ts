import type { Refusal } from '../../shared/model/refusal.ts';
import type { InstantWords } from './instant-words.ts';

const KINDS = [
  ...(['not-at-branch', 'same-doctor', 'cuts-visit'] as const),
  ...(['delegation-loop', 'delegation-open', 'moved-since', 'sharer-works'] as const),
] as const;

export type DelegationRefusal = Extract<Refusal, { kind: (typeof KINDS)[number] }>;

export const isDelegationRefusal = (refusal: Refusal): refusal is DelegationRefusal =>
  KINDS.some((kind) => kind === refusal.kind);

/** Why a doctor's time does not pass to another, or is not shared, or a visit that was put aside to another time. */
export function delegationRefusalWords(
  refusal: DelegationRefusal,
  say: Pick<InstantWords, 'time'> & { readonly doctor: (id: string) => string },
): string {
  switch (refusal.kind) {
    case 'not-at-branch':
      return `${say.doctor(refusal.doctorId)} does not work at this branch. Choose another doctor, or add the branch at Doctors first.`;
    case 'same-doctor':
      return 'Choose another doctor: the time is this doctor’s already.';
    case 'sharer-works':
      return `${say.doctor(refusal.doctorId)} works from ${say.time(refusal.startMs)} to ${say.time(refusal.endMs)} in some of this time already. Share it without giving them working time, or choose another time.`;
    case 'delegation-loop':
      return `This time came from ${say.doctor(refusal.doctorId)}. Give it back instead: find it in Handovers and press Give back.`;
    case 'delegation-open':
      return `Some of this time is offered to ${say.doctor(refusal.toDoctorId)}, or passed on there, already. Take that back first.`;
    case 'moved-since':
      return `Somebody has moved it meanwhile: it is at ${say.time(refusal.startMs)} with ${say.doctor(refusal.doctorId)} now. Nothing was changed.`;
    case 'cuts-visit':
      return `Somebody is booked from ${say.time(refusal.startMs)} to ${say.time(refusal.endMs)}, partly outside of this time. Take the whole visit, or leave it out.`;
  }
}
