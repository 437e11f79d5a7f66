import type { Cause } from '../../shared/engine/store/handles.ts';

/** Why central writes, when neither a replica nor an intent is behind it. */
export const toCause = (
  intentKind: string,
  actor: { readonly id: string; readonly name: string } | null,
): Cause => ({
  intentId: null,
  intentKind,
  actorId: actor?.id ?? null,
  actorName: actor?.name ?? 'central',
  role: actor ? 'admin' : 'replica',
  desk: 'central',
  source: 'set-up',
  reason: null,
});
