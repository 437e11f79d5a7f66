import { vi } from 'vitest';

const KINDS = '../../shared/engine/store/record-kinds.ts';
const MIGRATIONS = '../../shared/engine/store/migrations/migrations.ts';

/** What the next version of the program adds: two columns of a patient, and lockers. */
const NEXT = `
alter table patient add column allergies text not null default '';
alter table patient add column is_vip boolean not null default false;
create table locker (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  name text not null, dot_replica text, dot_counter int8, vector jsonb not null default '{}',
  intent uuid, hlc int8 not null default 0, ext jsonb, seq int8 not null,
  primary key (organisation_id, id));`;

/** This program as its next version will be, beside the one that is loaded already. */
export async function loadNewerProgram(): Promise<typeof import('./engine.ts')> {
  vi.resetModules();
  vi.doMock(KINDS, async (load) => {
    const ours = await load<typeof import('../../shared/engine/store/record-kinds.ts')>();
    const { patient } = ours.RECORD_KINDS;
    const kinds: Record<string, unknown> = {
      ...ours.RECORD_KINDS,
      patient: { ...patient, fields: [...patient.fields, 'allergies', 'isVip'] },
      locker: { audience: 'everyone', fields: ['branchId', 'name'], json: [], groups: [] },
    };
    return {
      ...ours,
      RECORD_KINDS: kinds,
      RECORD_KIND_NAMES: Object.keys(kinds),
      isRecordKind: (name: string) => Object.hasOwn(kinds, name),
    };
  });
  vi.doMock(MIGRATIONS, async (load) => {
    const ours = await load<typeof import('../../shared/engine/store/migrations/migrations.ts')>();
    const no = ours.MIGRATIONS.length + 1;
    return { MIGRATIONS: [...ours.MIGRATIONS, { no, name: 'next', sql: NEXT }] };
  });
  const program = await import('./engine.ts');
  vi.doUnmock(KINDS);
  vi.doUnmock(MIGRATIONS);
  vi.resetModules();
  return program;
}
