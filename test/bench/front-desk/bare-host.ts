import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { createNodeChecker } from '../../../electron/host/backup/backup-checker.ts';
import { openBook } from '../../../electron/host/open-book.ts';
import type { Session } from '../../../shared/engine/store/session.ts';

/**
 * The peer of a host: the same encrypted book of a year, and a line over which names are looked up
 * and one row is written and on the disk, without anything that is decided, told or explained. Run
 * by front-desk.ts with the folders of a copy of the book.
 */
export type BareAsk =
  | { readonly kind: 'find'; readonly text: string; readonly limit: number }
  | { readonly kind: 'book'; readonly note: string };

const LAST_LETTER = '\u{10ffff}';
const COLUMNS = 'id, name, birth_date, phone, number';

const [dataFolder = '', keyFolder = ''] = process.argv.slice(2);
const book = await openBook(
  { dataFolder, keyFolder, templateFolder: null },
  {
    ...{ shell: null, nowMs: () => Date.now(), secrets: { passphrase: null, recoveryKey: null } },
    checker: createNodeChecker({ dataFolder, templateFolder: null }),
    onAbort: (error) => {
      throw error;
    },
  },
);
const { connector } = book.database;
await connector.withSession((session) =>
  session.script('create table if not exists bare (id uuid primary key, note text not null)'),
);

/** Who is called so, and if nobody's name begins with it, whoever has all of it somewhere. */
async function find(session: Session, text: string, limit: number): Promise<readonly unknown[]> {
  const { rows } = await session.query(
    `select ${COLUMNS} from patient where search collate "C" >= $1 and search collate "C" < $2
     order by search collate "C" limit $3`,
    [text, text + LAST_LETTER, limit],
  );
  if (rows.length > 0) return rows;
  const words = text.split(' ');
  const holds = words.map((word, i) =>
    // As an index finds it, which a short word inside of others is not.
    word.length > 2 ? `search like '%' || $${i + 2} || '%'` : `search like $${i + 2} || '%'`,
  );
  const found = await session.query(
    `select ${COLUMNS} from patient where ${holds.join(' and ')} order by name limit $1`,
    [limit, ...words],
  );
  return found.rows;
}

const answer = (ask: BareAsk): Promise<unknown> =>
  connector.withSession(async (session) => {
    if (ask.kind === 'find') return find(session, ask.text, ask.limit);
    const row = { id: crypto.randomUUID(), note: ask.note };
    await session.query('insert into bare values ($1, $2)', [row.id, row.note]);
    return row;
  });

const server = createServer();
new WebSocketServer({ server }).on('connection', (line) => {
  line.on('message', async (data) => {
    line.send(JSON.stringify(await answer(JSON.parse(String(data)) as BareAsk)));
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `ws://127.0.0.1:${port}` })}\n`);
});
