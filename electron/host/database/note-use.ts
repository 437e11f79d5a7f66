import type { Connector } from '../../../shared/engine/store/session.ts';

/** The same database, and for how long nobody has used it who has it from here, in milliseconds. */
export function noteUse(
  connector: Connector,
  nowMs: () => number,
): { readonly connector: Connector; readonly quietForMs: () => number } {
  let [usedMs, using] = [nowMs(), 0];
  const noting =
    (give: Connector['withSession']): Connector['withSession'] =>
    async (use) => {
      using += 1;
      try {
        return await give(use);
      } finally {
        using -= 1;
        usedMs = nowMs();
      }
    };
  const { withSession, withReading } = connector;
  return {
    connector: {
      ...connector,
      withSession: noting(withSession),
      ...(withReading && { withReading: noting(withReading) }),
    },
    // A clock that was set back has heard of no use yet.
    quietForMs: () => (using > 0 ? 0 : Math.abs(nowMs() - usedMs)),
  };
}
