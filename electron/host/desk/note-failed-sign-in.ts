import { derivedId } from '../../../shared/core/ids.ts';
import { addStrike } from '../../../shared/engine/alerts/add-strike.ts';
import { ALERT, ATTEMPTS_MS } from '../../../shared/engine/alerts/note-refused.ts';
import { loadAlertRule, putAlert } from '../../../shared/engine/alerts/put-alert.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { User } from '../../../shared/model/user.ts';

/**
 * Has those who answer for the branch told of wrong passwords that come again and again: by whose
 * account, or all of those together that are nobody's, for what was typed there may be a password.
 * They are counted on when the program starts anew, and by all processes of one database together.
 */
export function createFailedSignIns(
  engine: Pick<Engine, 'store' | 'clock' | 'loadBook'>,
  /** Left out where there is one book alone. */
  ofOrganisation?: string,
): (user: User | null) => Promise<void> {
  return async (user) => {
    const book = await engine.loadBook(ofOrganisation);
    if (!book) return;
    const { organisationId, branchId, name, replica } = book;
    const attempts = await addStrike(engine.store, organisationId, `sign-in ${user?.id ?? ''}`, {
      ...{ nowMs: engine.clock.nowMs(), windowMs: ATTEMPTS_MS },
    });
    const rule = await engine.store.read((db) =>
      loadAlertRule(db, organisationId, 'sign-in-failed'),
    );
    if (!rule.isOn || attempts < rule.from) return;
    await engine.store.write(organisationId, ALERT, (tx) =>
      putAlert(tx, {
        ...{ kind: 'sign-in-failed', branchId, amount: attempts, reason: null, day: null },
        subjectId: user?.id ?? derivedId(organisationId, replica),
        subjectName: user?.name ?? name,
        byName: user?.name ?? null,
      }),
    );
  };
}
