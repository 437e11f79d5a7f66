import type {
  ImportInspection,
  ImportPlan,
  ImportReport,
} from '../../../shared/wire/desk/import.ts';
import type { KeepWish, KeptCalendar } from '../../../shared/wire/desk/kept-calendar.ts';

/** How far a file, or a calendar from its address, has come. */
export type ImportStep =
  | { readonly kind: 'choose' }
  | { readonly kind: 'uploading'; readonly importId: string; readonly percent: number }
  | { readonly kind: 'fetching'; readonly importId: string }
  | {
      readonly kind: 'mapping';
      readonly inspection: ImportInspection;
      /** What was chosen for the file before, for whoever comes back to it. */
      readonly plan: ImportPlan | null;
      readonly fetched: FetchedCalendar | null;
    }
  | {
      readonly kind: 'checked';
      readonly inspection: ImportInspection;
      readonly plan: ImportPlan;
      readonly report: ImportReport;
      readonly fetched: FetchedCalendar | null;
    }
  | { readonly kind: 'done'; readonly report: ImportReport; readonly isKept: boolean };

/** A calendar that came from its address, and is to be kept up with. */
export interface FetchedCalendar {
  /** It is kept up with already. */
  readonly isKnown: boolean;
  readonly keep: KeepWish;
}

/** As long as names are. */
const NAME_MAX = 120;

/** Chosen as it is kept already, if it is; otherwise called as it calls itself. */
export function toFetched(inspection: ImportInspection, kept: KeptCalendar | null): ImportStep {
  const name = inspection.format === 'calendar' ? inspection.name : '';
  const keep: KeepWish = kept ?? { name, everyMin: 60 };
  const fetched = {
    isKnown: kept !== null,
    keep: { name: keep.name.slice(0, NAME_MAX), everyMin: keep.everyMin },
  };
  return { kind: 'mapping', inspection, plan: kept?.mapping ?? null, fetched };
}
