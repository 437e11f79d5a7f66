import { err, ok, type Result } from '../../../../shared/core/result.ts';
import type { Timers } from '../../../../shared/core/timers.ts';
import { decideAccess } from '../../../../shared/domain/access/decide-access.ts';
import {
  type KeptRow,
  loadKept,
  noteKept,
} from '../../../../shared/engine/import/kept-calendars.ts';
import { loadZones } from '../../../../shared/engine/queries/load-zones.ts';
import type { Cause } from '../../../../shared/engine/store/handles.ts';
import type { Actor } from '../../../../shared/model/user.ts';
import type { TimeZone } from '../../../../shared/time/time-zone.ts';
import type { AnswerOf } from '../../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../../shared/wire/desk/ask.ts';
import type { ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import type { KeptCalendar } from '../../../../shared/wire/desk/kept-calendar.ts';
import { causeOfImport } from '../cause-of-import.ts';
import { parseCalendarAddress, placeOf } from './check-reach.ts';
import { type KeepingHands, noteFailed, readKept } from './read-kept.ts';
import { removeKept } from './remove-kept.ts';
import { rollDays } from './roll-days.ts';

/** How often it is looked whether a calendar is due. */
const LOOK_EVERY_MS = 30_000;

/** What somebody asks of the calendars that are kept up with. */
export type KeptAsk = Extract<
  Ask,
  { readonly kind: 'import-kept' | 'import-kept-read' | 'import-kept-pause' | 'import-kept-remove' }
>;

export interface KeptCalendars {
  readonly answer: (actor: Actor, ask: KeptAsk) => Promise<AnswerOf<KeptAsk>>;
  /** Does something with them after whatever is being done with them now. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Reads nothing any more; resolves when what was being read is left or written. */
  readonly close: () => Promise<void>;
}

/** When no person asks for it. */
const BY_CLOCK: Cause = {
  ...{ intentId: null, intentKind: 'read-calendar', actorId: null, actorName: 'Daybook' },
  ...{ role: 'replica', desk: 'clock', source: 'import', reason: null },
};

/**
 * Keeps up with calendars at addresses: reads each about as often as was chosen, one after the other,
 * for as long as a process runs. Without a network everything stays as it was read last.
 */
export function createKeptCalendars(
  on: KeepingHands & { readonly timers: Timers; readonly onError: (error: unknown) => void },
): KeptCalendars {
  const { engine, organisationId, timers, onError } = on;
  const closing = new AbortController();
  const load = (): Promise<readonly KeptRow[]> =>
    engine.store.read((db) => loadKept(db, organisationId));
  let running: Promise<unknown> = Promise.resolve();
  /** One thing is done with them at a time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = running.then(work);
    running = done.catch(() => undefined);
    return done;
  };
  const read = async (kept: KeptRow, cause: Cause): Promise<Result<null, ImportRefusal>> => {
    try {
      return await readKept(on, kept, cause, closing.signal);
    } catch (error) {
      if (closing.signal.aborted) throw error;
      onError(error);
      // What fails in the same way again must not fail twice a minute.
      await noteFailed(on, kept, cause, { kind: 'broke-down' });
      return err({ kind: 'broke-down' });
    }
  };

  let cancel = (): void => undefined;
  const look = async (): Promise<void> => {
    for (const { id } of (await load()).filter((kept) => isDue(kept, engine.clock.nowMs()))) {
      await inTurn(async () => {
        // Somebody may have asked for it, paused or removed it, while others were read.
        const kept = (await load()).find((one) => one.id === id);
        const isWanted = !closing.signal.aborted && kept && isDue(kept, engine.clock.nowMs());
        if (isWanted) await read(kept, BY_CLOCK);
      }).catch(onError);
    }
  };
  const later = (): void => {
    if (closing.signal.aborted) return;
    cancel = timers.after(LOOK_EVERY_MS, () => void look().catch(onError).finally(later));
  };
  later();
  return {
    answer: async (actor, ask) => {
      if (!mayImport(actor, null))
        return ask.kind === 'import-kept' ? null : refused('not-permitted');
      if (ask.kind === 'import-kept') {
        const zoneOf = await engine.store.read((db) => loadZones(db, organisationId));
        const nowMs = engine.clock.nowMs();
        return (await load())
          .filter((kept) => mayImport(actor, kept))
          .map((kept) => toShown(kept, zoneOf(kept.mapping.branchId), nowMs));
      }
      return inTurn(async () => {
        const kept = (await load()).find(({ id }) => id === ask.keptId);
        if (!kept) return refused('unknown-calendar');
        if (!mayImport(actor, kept)) return refused('not-permitted');
        if (ask.kind === 'import-kept-read') {
          return read(kept, causeOfImport({ actor }, 'read-calendar'));
        }
        if (ask.kind === 'import-kept-pause') return pause(on, actor, kept, ask.isPaused);
        const cause = causeOfImport({ actor }, 'drop-calendar');
        return removeKept(engine, organisationId, cause, kept, ask.takesBack);
      });
    },
    inTurn,
    close: async () => {
      closing.abort();
      cancel();
      await running;
    },
  };
}

const isDue = ({ paused, nextMs }: KeptRow, nowMs: number): boolean => !paused && nextMs <= nowMs;

const refused = (kind: 'not-permitted' | 'unknown-calendar') => err<ImportRefusal>({ kind });

const mayImport = (actor: Actor, kept: KeptRow | null): boolean =>
  decideAccess(actor, 'import', { branchId: kept?.mapping.branchId ?? null }).ok;

/** One that goes on is read at the next look. */
function pause(
  { engine, organisationId }: KeepingHands,
  actor: Actor,
  { id, name }: KeptRow,
  paused: boolean,
): Promise<Result<null, ImportRefusal>> {
  const cause = causeOfImport({ actor }, 'pause-calendar');
  return engine.store.write(organisationId, cause, async (tx) => {
    await noteKept(tx, id, { paused, ...(paused ? {} : { nextMs: tx.nowMs, failures: 0 }) });
    tx.note({ kind: 'import', id, before: { name, paused: !paused }, after: { name, paused } });
    return ok(null);
  });
}

const toShown = (kept: KeptRow, zone: TimeZone, nowMs: number): KeptCalendar => ({
  ...{ id: kept.id, name: kept.name, place: placeOf(parseCalendarAddress(kept.address)) },
  mapping: rollDays(kept.mapping, zone, nowMs).rolled,
  ...{ everyMin: kept.everyMin, isPaused: kept.paused },
  ...{ readMs: kept.readMs, nextMs: kept.paused ? null : kept.nextMs, outcome: kept.outcome },
});
