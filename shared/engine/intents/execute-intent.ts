import type { NewId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Appointment } from '../../model/appointment.ts';
import {
  type Intent,
  type IntentKind,
  intentEnvelopeSchema,
  intentInputSchemas,
} from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../model/user.ts';
import { noteAlerts } from '../alerts/note-alerts.ts';
import { endorseClaims } from '../derive/endorse-claims.ts';
import type { Cause, WriteTx } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import { CalledOff, type Waiting } from '../store/pace.ts';
import type { IntentDone } from '../store/tables.ts';
import { HANDLERS } from './handlers.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { noteNotifications, type Tell } from './note-notifications.ts';
import { refuseParted } from './refuse-parted.ts';

export type IntentOutcome = Result<IntentDone, Refusal>;

/** Carries a refusal out of a transaction, so that whatever was written in it is taken back. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/**
 * What a desk does all day, and must not wait with for a file that is read in: it concerns a patient
 * or two, and nothing of what a clinic sets up.
 */
const LITTLE: ReadonlySet<IntentKind> = new Set([
  ...(['hold', 'release-hold', 'book', 'move', 'cancel', 'set-status'] as const),
  ...(['join-queue', 'act-on-queue', 'mark-told'] as const),
  ...(['save-wish', 'withdraw-wish', 'offer-wish', 'answer-wish'] as const),
]);

/** Checks that something a desk sent is an intent this version knows. */
export function parseIntent(sent: unknown): Result<Intent, Refusal> {
  const envelope = intentEnvelopeSchema.safeParse(sent);
  if (!envelope.success) return err(malformed(envelope.error.issues));
  const { kind } = envelope.data;
  const input = intentInputSchemas[kind].safeParse(envelope.data.input);
  if (!input.success) return err(malformed(input.error.issues));
  return ok({ ...envelope.data, input: input.data } as Intent);
}

const PROBLEMS_MAX = 10;

const malformed = (
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Refusal => ({
  kind: 'malformed',
  problems: issues
    .slice(0, PROBLEMS_MAX)
    .map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`),
});

/**
 * Does what a person asked for, exactly once: an intent that was done before gives its former
 * outcome. Refused, failed or called off by whoever waits for it, it changed nothing.
 */
export async function executeIntent(
  store: Store,
  newId: NewId,
  organisationId: string,
  actor: Actor,
  intent: Intent,
  waiting?: Waiting,
): Promise<IntentOutcome> {
  const work = async (tx: WriteTx): Promise<IntentDone> => {
    if (tx.former) return tx.former;
    const context = { tx, actor, intentId: intent.id, newId };
    const outcome = await run(context, intent);
    if (!outcome.ok) throw new Refused(outcome.error);
    const together = await refuseParted(tx);
    if (!together.ok) throw new Refused(together.error);
    await endorseAlone(tx);
    if (intent.kind !== 'undo') {
      await noteNotifications(context, whomToTell(intent), sentenceOf(intent));
      await noteAlerts(tx, actor, intent);
    }
    tx.remember(outcome.value);
    return outcome.value;
  };
  try {
    const how = { waiting, isLittle: LITTLE.has(intent.kind) };
    return ok(await store.write(organisationId, causeOf(actor, intent), work, how));
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal);
    if (error instanceof CalledOff) return err({ kind: 'called-off' });
    throw error;
  }
}

/**
 * A book that has no central is its own: nobody else can have sold the time of a doctor who assists
 * without working time, and so it is promised at once.
 */
async function endorseAlone(tx: WriteTx): Promise<void> {
  if (tx.book.isCentral || tx.book.centralUrl !== null) return;
  const assists = tx
    .puts()
    .some(({ kind, after }) => kind === 'appointment' && (after as Appointment).assistsId !== null);
  if (!assists) return;
  await tx.flush();
  await endorseClaims(tx);
}

const run = <K extends IntentKind>(
  context: IntentContext,
  intent: Intent<K>,
): Promise<IntentOutcome> => (HANDLERS[intent.kind] as IntentHandler<K>)(context, intent.input);

/** Only what a person was asked about is told to patients; a booking alone overtakes nothing. */
const whomToTell = ({ input }: Intent): Tell =>
  'notify' in input && input.notify === true ? 'everybody' : 'nobody';

/** What is said in each message beside its text. */
const sentenceOf = ({ input }: Intent): string | null =>
  'sentence' in input ? (input.sentence ?? null) : null;

function causeOf(actor: Actor, intent: Intent): Cause {
  const { input } = intent;
  const accepted = 'accepts' in input ? (input.accepts?.reason ?? null) : null;
  const reason = 'reason' in input && typeof input.reason === 'string' ? input.reason : accepted;
  return {
    intentId: intent.id,
    intentKind: intent.kind,
    actorId: actor.userId,
    actorName: actor.name,
    role: actor.role,
    desk: actor.desk,
    source: intent.kind === 'set-up-organisation' ? 'set-up' : 'screen',
    reason,
  };
}
