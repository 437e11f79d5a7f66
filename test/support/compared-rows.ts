import type { Connector, Session } from '../../shared/engine/store/session.ts';

interface PlanNode {
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Actual Loops'?: number;
  readonly Plans?: readonly PlanNode[];
}

export interface ComparedRows {
  readonly connector: Connector;
  /** Pairs of rows that questions held against each other for nothing, since it was asked before. */
  readonly take: () => number;
}

/** Looks at how each question of a transaction was answered: for a test that must not go by time. */
export function countComparedRows(connector: Connector): ComparedRows {
  let compared = 0;
  // Only from when it is first asked: to look at each question of a long setting up takes long.
  let isWatching = false;
  const watched = (session: Session): Session => ({
    ...session,
    query: async (sql, parameters) => {
      if (isWatching && /^\s*(select|with)\b/i.test(sql) && /\b(join|exists)\b/i.test(sql)) {
        const explain = `explain (analyze, timing off, format json) ${sql}`;
        const { rows } = await session.query(explain, parameters);
        const [{ 'QUERY PLAN': plans } = { 'QUERY PLAN': [] }] = rows as readonly {
          readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[];
        }[];
        for (const { Plan } of plans) compared += comparedIn(Plan);
      }
      return session.query(sql, parameters);
    },
  });
  const sessions = new WeakMap<Session, Session>();
  const watchedOnce = (session: Session): Session => {
    const known = sessions.get(session) ?? watched(session);
    sessions.set(session, known);
    return known;
  };
  return {
    connector: { withSession: (use) => connector.withSession((one) => use(watchedOnce(one))) },
    take: () => {
      const sum = compared;
      compared = 0;
      isWatching = true;
      return sum;
    },
  };
}

const comparedIn = (node: PlanNode): number =>
  (node['Rows Removed by Join Filter'] ?? 0) * (node['Actual Loops'] ?? 1) +
  (node.Plans ?? []).reduce((sum, one) => sum + comparedIn(one), 0);
