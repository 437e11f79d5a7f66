import type { NewId } from '../../core/ids.ts';
import type { Delegation } from '../../model/delegation.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Cause } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import type { Stored } from '../store/stored.ts';
import { carryOutDelegation } from './carry-out-delegation.ts';
import { isCarriedOutHere } from './delegate.ts';
import { noteNotifications } from './note-notifications.ts';

/** As many at once; the others wait until something is heard again. */
const AT_ONCE = 50;

/** Carries a refusal out of a transaction, so that whatever was written in it is taken back. */
class Failed extends Error {
  override readonly name = 'Failed';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/**
 * Carries out what was accepted elsewhere, where this is the branch's own computer: each whole, or
 * not at all, and then it says so. Nobody is here who could accept what goes against a rule.
 */
export async function carryOutAccepted(
  store: Store,
  newId: NewId,
  organisationId: string,
): Promise<void> {
  const ids = await store.read(async (db) =>
    db.kysely
      .selectFrom('delegation')
      .select('id')
      .where('organisationId', '=', organisationId)
      .where('state', '=', 'accepted')
      .where('deleted', '=', false)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute(),
  );
  for (const { id } of ids) await carryOutOne(store, newId, organisationId, id);
}

async function carryOutOne(
  store: Store,
  newId: NewId,
  organisationId: string,
  id: string,
): Promise<void> {
  const attempt = (failure: Refusal | null): Promise<void> =>
    store.write(organisationId, CAUSE, async (tx) => {
      const accepted: Stored<Delegation> | undefined = await tx.kysely
        .selectFrom('delegation')
        .selectAll()
        .where('organisationId', '=', organisationId)
        .where('id', '=', id)
        .where('state', '=', 'accepted')
        .executeTakeFirst();
      if (!accepted || !(await isCarriedOutHere(tx, accepted))) return;
      if (failure) {
        tx.put('delegation', { ...accepted, state: 'failed', failure: failure.kind }, accepted);
        return;
      }
      const nobody = { work: undefined, rules: undefined, role: 'front-desk' as const };
      const done = await carryOutDelegation(tx, accepted, accepted, nobody);
      if (!done.ok) throw new Failed(done.error);
      const tell = accepted.notify ? 'everybody' : 'nobody';
      await noteNotifications({ tx, newId, intentId: null }, tell);
    });
  try {
    await attempt(null);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    await attempt(error.refusal);
  }
}

const CAUSE: Cause = {
  ...{ intentId: null, intentKind: 'carry-out-delegation', actorId: null, actorName: 'Daybook' },
  ...{ role: 'replica', desk: 'sync', source: 'sync', reason: null },
};
