import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  admin,
  openTestEngine,
  PARK_STREET,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import type { IntentInput } from '../../model/intent.ts';
import { loadUser } from '../queries/load-user.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterAll(async () => engine.close());

const account = (
  login: string,
  more: Partial<IntentInput<'save-user'>> = {},
): IntentInput<'save-user'> => ({
  ...{ id: engine.newId(), login, name: login, role: 'manager', doctorId: null, branchIds: [] },
  ...{ passwordHash: 'a hash', active: true, ...more },
});
const stored = async (id: string) => {
  const { organisationId } = (await engine.loadBook()) ?? { organisationId: '' };
  return engine.store.read((db) => loadUser(db, organisationId, { id }));
};

test('an account is given other branches and another role, and keeps its password unless one is said [PE1]', async () => {
  const made = account('dev', { branchIds: [SALT_LAKE] });
  expect(await engine.ask('save-user', made)).toMatchObject({ ok: true });
  const changed = { ...made, role: 'front-desk' as const, branchIds: [PARK_STREET] };
  expect(await engine.ask('save-user', { ...changed, passwordHash: null })).toMatchObject({
    ok: true,
  });
  expect(await stored(made.id)).toEqual({ ...changed, passwordHash: 'a hash' });
  await engine.ask('save-user', { ...changed, passwordHash: 'another' });
  expect(await stored(made.id)).toMatchObject({ passwordHash: 'another' });
  expect(await engine.ask('save-user', account('nobody', { passwordHash: null }))).toMatchObject({
    error: { kind: 'malformed' },
  });
  const unknown = account('lost', { branchIds: [engine.newId()] });
  expect(await engine.ask('save-user', unknown)).toMatchObject({
    error: { kind: 'unknown-record', record: 'branch' },
  });
});

test('nobody gives more than they have, and an administrator of all branches stays [PE2]', async () => {
  const of = { ...admin, branchIds: [SALT_LAKE] };
  const ask = (input: IntentInput<'save-user'>) => engine.ask('save-user', input, { actor: of });
  expect(await ask(account('near', { branchIds: [SALT_LAKE] }))).toMatchObject({ ok: true });
  for (const branchIds of [[], [PARK_STREET], [SALT_LAKE, PARK_STREET]]) {
    expect(await ask(account('far', { branchIds }))).toMatchObject({
      error: { kind: 'not-permitted' },
    });
  }
  // Nor do they take an account that reaches beyond them.
  const group = account('group');
  expect(await engine.ask('save-user', group)).toMatchObject({ ok: true });
  expect(await ask({ ...group, branchIds: [SALT_LAKE] })).toMatchObject({
    error: { kind: 'not-permitted' },
  });
  const own = await stored(admin.userId);
  if (!own) throw new Error('The administrator has an account.');
  for (const less of [
    { active: false },
    { role: 'manager' as const },
    { branchIds: [SALT_LAKE] },
  ]) {
    expect(await engine.ask('save-user', { ...own, ...less })).toMatchObject({
      error: { kind: 'last-admin', name: 'Ruma Paul' },
    });
  }
  await engine.ask('save-user', account('second', { role: 'admin' }));
  expect(await engine.ask('save-user', { ...own, active: false })).toMatchObject({ ok: true });
});
