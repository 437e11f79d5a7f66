import { type PGlite, protocol } from '@electric-sql/pglite';
import { readStatement, type Statement } from './pglite-wire.ts';

export interface Statements {
  readonly has: (sql: string) => boolean;
  /** The statement as PGlite keeps it; it is read now if it was not before. */
  readonly take: (sql: string) => Promise<Statement>;
  readonly forget: () => Promise<void>;
}

const { serialize } = protocol;

/** A clinic's day asks about a hundred different questions. */
const STATEMENTS_MAX = 128;

/** The statements that PGlite has read and planned and keeps, those used last. */
export function createStatements(pglite: PGlite): Statements {
  // In the order of their last use: the first is the one to let go.
  const kept = new Map<string, Statement>();
  let prepared = 0;

  const forget = async (): Promise<void> => {
    kept.clear();
    await pglite.exec('deallocate all');
  };

  const prepare = async (sql: string): Promise<Statement> => {
    // Another connector may have had this PGlite before.
    if (prepared === 0) await forget();
    prepared += 1;
    const name = `daybook_${prepared}`;
    const [oldest] = kept.size < STATEMENTS_MAX ? [] : kept;
    if (oldest) kept.delete(oldest[0]);
    const asked = [
      ...(oldest ? [serialize.close({ type: 'S', name: oldest[1].name })] : []),
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ];
    const answered = await pglite.execProtocolStream(Buffer.concat(asked), { syncToFs: false });
    return readStatement(name, answered);
  };

  return {
    has: (sql) => kept.has(sql),
    take: async (sql) => {
      const statement = kept.get(sql) ?? (await prepare(sql));
      kept.delete(sql);
      kept.set(sql, statement);
      return statement;
    },
    forget,
  };
}
