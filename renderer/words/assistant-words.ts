import type { Refusal } from '../../shared/model/refusal.ts';
import type { InstantWords } from './instant-words.ts';

const KINDS = ['assists-another', 'assistant-busy', 'assistant-parted', 'cannot-assist'] as const;

export type AssistantRefusal = Extract<Refusal, { kind: (typeof KINDS)[number] }>;

export const isOfAssistant = (refusal: Refusal): refusal is AssistantRefusal =>
  KINDS.some((kind) => kind === refusal.kind);

/** Why a visit does not have another doctor, or does not go where they would have to go with it. */
export function assistantRefusalWords(
  refusal: AssistantRefusal,
  say: Pick<InstantWords, 'time' | 'day'> & { readonly doctor: (id: string) => string },
  inWords: (because: Refusal) => string,
): string {
  switch (refusal.kind) {
    case 'assists-another':
      return 'This doctor assists in another’s visit. Open that visit: this time goes where it goes.';
    case 'assistant-busy':
      return `${say.doctor(refusal.doctorId)} assists in this visit and cannot then. ${inWords(refusal.because)} Choose another time, or go on without this doctor.`;
    case 'assistant-parted':
      return `${say.doctor(refusal.doctorId)} assists in the visit of ${say.day(refusal.startMs)}, ${say.time(refusal.startMs)}, and would not be there with it. Move or cancel that visit by itself first.`;
    case 'cannot-assist':
      return CANNOT[refusal.why](say.doctor(refusal.doctorId));
  }
}

const CANNOT = {
  'own-visit': (doctor: string) => `It is ${doctor}’s own visit. Choose another doctor.`,
  'assists-already': (doctor: string) => `${doctor} assists in it already.`,
  'no-session': (doctor: string) =>
    `${doctor} has no working time then. Say why this doctor comes all the same, or choose another.`,
  'visit-over': () => 'The visit has ended or was called off: who assists in it stays as it is.',
} as const;
