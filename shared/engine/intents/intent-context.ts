import type { NewId } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import type { IntentInput, IntentKind } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../model/user.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentDone } from '../store/tables.ts';

export interface IntentContext {
  readonly tx: WriteTx;
  readonly actor: Actor;
  readonly intentId: string;
  readonly newId: NewId;
  /** Nobody is there to choose another time: none is looked for where one is refused. */
  readonly isUnattended?: true;
}

/** Loads, asks the domain, writes. A refusal leaves everything as it was. */
export type IntentHandler<K extends IntentKind> = (
  context: IntentContext,
  input: IntentInput<K>,
) => Promise<Result<IntentDone, Refusal>>;
