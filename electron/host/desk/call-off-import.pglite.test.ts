import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type DeskClient, openDeskClient } from '../../../test/support/desk-client.ts';
import { PEOPLE_MAPPING } from '../../../test/support/importing.ts';
import { startHost } from '../../../test/support/running-host.ts';

const PEOPLE = 20_000;
const ROWS = Array.from({ length: PEOPLE }, (_, i) => `${i},Anahit Many-${i}`);
const PACKED = gzipSync(['id,name', ...ROWS].join('\n')).toString('base64');

async function openClinic(url: string) {
  const desk = await openDeskClient(url);
  await desk.hello();
  await desk.setUp({
    ...{ kind: 'new', organisationName: 'Lakeside', branchName: 'Salt Lake' },
    ...{ timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 },
    ...{ adminName: 'Ruma Paul', login: 'ruma', password: 'a quiet morning' },
  } as const);
  const { replica } = await desk.next('welcome');
  return { desk, branchId: replica?.branchId ?? '' };
}

async function check(desk: DeskClient, branchId: string): Promise<string> {
  const importId = crypto.randomUUID();
  desk.send({
    type: 'upload',
    importId,
    name: 'many.csv.gz',
    index: 0,
    base64: PACKED,
    last: true,
  });
  const mapping = { ...PEOPLE_MAPPING, branchId };
  expect(await desk.ask({ kind: 'import-dry-run', importId, mapping })).toMatchObject({
    value: { valid: PEOPLE, invalid: 0 },
  });
  return importId;
}

test('an import is called off from its desk while it is written, and the file may come again [IM6]', async () => {
  await using host = await startHost();
  const { desk, branchId } = await openClinic(host.url);
  using _ = desk;
  const importId = await check(desk, branchId);
  const applied = desk.ask({ kind: 'import-apply', importId });
  await desk.next('progress', ({ phase, done }) => phase === 'writing' && done > 0);
  // A question before it, which has to wait until the book is free.
  const found = desk.ask({ kind: 'find-patients', text: 'Anahit', limit: 20 });
  const calledOff = desk.ask({ kind: 'import-cancel', importId });
  expect(await applied).toEqual({ ok: false, error: { kind: 'cancelled' } });
  expect(await found).toEqual([]);
  await calledOff;
  expect(await desk.ask({ kind: 'imports' })).toEqual([]);
  const again = await check(desk, branchId);
  expect(await desk.ask({ kind: 'import-apply', importId: again })).toMatchObject({ ok: true });
}, 120_000);
