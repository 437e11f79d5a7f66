import type { Appointment } from './appointment.ts';

/** A branch's day as it is printed. */
export interface DaySheet {
  readonly branch: string;
  readonly timeZone: string;
  readonly day: string;
  readonly madeMs: number;
  readonly doctors: readonly {
    readonly id: string;
    readonly name: string;
    readonly sessions: readonly { readonly startMs: number; readonly endMs: number }[];
    readonly visits: readonly (Pick<Appointment, 'id' | 'startMs' | 'endMs' | 'status' | 'note'> & {
      readonly patient: string;
      readonly birthDate: string | null;
      readonly phone: string | null;
      readonly number: string | null;
      readonly service: string;
      /** The doctor whose visit it is; null where it is this one's own. */
      readonly assists: string | null;
      /** The doctors who assist in it. */
      readonly assistants: readonly string[];
      readonly withEither: boolean;
    })[];
  }[];
}
