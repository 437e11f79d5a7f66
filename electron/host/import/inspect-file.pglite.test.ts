import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportMapping } from '../../../shared/wire/desk/import.ts';
import {
  CONSULTATION,
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { openImports } from '../../../test/support/open-imports.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

const MAPPING: ImportMapping = {
  ...{ subject: 'patients', columns: ['id', 'last-name', 'note'], dateFormat: 'dd.mm.yyyy' },
  ...{ encoding: 'windows-1250', delimiter: ';', hasHeader: true, branchId: SALT_LAKE },
  ...{ doctorId: DR_DAS, serviceId: CONSULTATION, slotMin: 20, bookedBecomeAppointments: false },
};

test('a file is looked at anew as a person says it is to be read [IM1]', async () => {
  using imports = openImports(engine);
  const importId = await imports.upload(
    Buffer.from('7;J\xfcrgen, K\xf6ln\n8;Zo\xeb, Bonn\n', 'latin1'),
  );
  const inspect = (shape: Pick<ImportMapping, 'encoding' | 'delimiter' | 'hasHeader'> | null) =>
    imports.ask({ kind: 'import-inspect', importId, shape });
  expect(await inspect(null)).toMatchObject({ ok: true, value: { delimiter: ',' } });
  const shape = { encoding: 'windows-1252', delimiter: ';', hasHeader: false } as const;
  expect(await inspect(shape)).toMatchObject({
    ok: true,
    value: {
      ...shape,
      header: ['Column 1', 'Column 2'],
      sample: [
        ['7', 'Jürgen, Köln'],
        ['8', 'Zoë, Bonn'],
      ],
    },
  });
  expect(await inspect({ ...shape, delimiter: ',', hasHeader: true })).toMatchObject({
    value: { header: ['7;Jürgen', ' Köln'], sample: [['8;Zoë', ' Bonn']] },
  });
  expect(await inspect({ ...shape, encoding: 'windows-1251' })).toMatchObject({
    value: { sample: [['7', 'Jьrgen, Kцln'], expect.anything()] },
  });
  expect(await inspect({ ...shape, encoding: 'klingon' })).toMatchObject({
    ok: false,
    error: { kind: 'not-a-table' },
  });
});

test('the next file with the same headings begins as the last was read in [IM8]', async () => {
  using imports = openImports(engine);
  const file = (number: number) =>
    Buffer.from(`Nr;Nachname;Bemerkung\n${number};Dvo\xf8\xe1k;\xe8\xed\x9a\xe9\n`, 'latin1');
  const inspect = async (bytes: Uint8Array) => {
    const importId = await imports.upload(bytes);
    return imports.ask({ kind: 'import-inspect', importId, shape: null });
  };
  expect(await inspect(file(1))).toMatchObject({ value: { remembered: null } });
  await imports.bring(file(1), MAPPING);
  expect(await inspect(file(2))).toMatchObject({
    value: { remembered: MAPPING, encoding: 'windows-1250', sample: [['2', 'Dvořák', 'číšé']] },
  });
  const others = 'Nr;Vorname;Bemerkung\n3;Ada;\n';
  expect(await inspect(Buffer.from(others))).toMatchObject({ value: { remembered: null } });
  await imports.bring(file(4), { ...MAPPING, columns: ['id', 'name', 'ignore'] });
  expect(await inspect(file(5))).toMatchObject({
    value: { remembered: { columns: ['id', 'name', 'ignore'] } },
  });
});
