import { vi } from 'vitest';
import { MIGRATIONS as OURS } from '../../shared/engine/store/migrations/migrations.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import { type DiskImage, putImage } from './disk-image.ts';

const KINDS = '../../shared/engine/store/record-kinds.ts';
const MIGRATIONS = '../../shared/engine/store/migrations/migrations.ts';

/**
 * The next version's forms have the columns; here those of this one are used, which leave them out.
 * A record is written by an insert that becomes an update where there is one, and what fills in
 * at the insert is what it is updated to.
 */
const FORMS = `
create function fill_in() returns trigger language plpgsql as $$
declare stands patient;
begin
  select * into stands from patient
    where organisation_id = new.organisation_id and id = new.id;
  new.allergies := coalesce(new.allergies, stands.allergies, '');
  new.is_vip := coalesce(new.is_vip, stands.is_vip, false);
  return new;
end $$;
create trigger fill_in before insert or update on patient for each row execute function fill_in();`;

/** What the next version of the program adds: two columns of a patient, and lockers. */
const NEXT = `
alter table patient add column allergies text not null default '';
alter table patient add column is_vip boolean not null default false;
create table locker (organisation_id uuid not null, id uuid not null, branch_id uuid not null,
  name text not null, dot_replica text, dot_counter int8, vector jsonb not null default '{}',
  intent uuid, hlc int8 not null default 0, ext jsonb, seq int8 not null,
  primary key (organisation_id, id));
${FORMS}`;

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

const NEXT_NO = OURS.length + 1;
const BEFORE = `
discard temp;
drop table locker;
drop trigger fill_in on patient;
drop function fill_in();
alter table patient drop column allergies, drop column is_vip;
delete from schema_version where no = ${NEXT_NO};`;
const AFTER = `discard temp; ${NEXT} insert into schema_version values (${NEXT_NO}, 'next');`;

/**
 * Puts an image in the place of all that a database holds, which has then the tables of the version
 * of the program that wrote the image: this one or the next.
 */
export async function putImageOfVersion(connector: Connector, image: DiskImage): Promise<void> {
  await connector.withSession(async (session) => {
    const { rows } = await session.query(
      `select to_regclass('public.locker') is not null as "is"`,
      [],
    );
    const [{ is: isNext } = { is: false }] = rows as readonly { is: boolean }[];
    const isOfNext = [...image.keys()].some((target) => target.startsWith('locker '));
    if (isNext !== isOfNext) await session.script(isOfNext ? AFTER : BEFORE);
  });
  await putImage(connector, image);
}
