import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  aBooking,
  aSeries,
  DR_DAS,
  openTestEngine,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { AUDIT_HASH, AUDIT_HASH_1 } from '../store/audit-hash.ts';
import { checkAudit } from './check-audit.ts';

let engine: TestEngine;
beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
  await engine.ask('create-series', aSeries(engine.newId()));
  const id = engine.newId();
  await engine.ask('book', aBooking(id, '09:00'));
  await engine.ask('cancel', { appointmentId: id, reason: 'Ill' });
  await engine.ask('book', aBooking(engine.newId(), '09:15'));
});
afterEach(() => engine.close());

const problems = (): Promise<readonly string[]> =>
  engine.connector.withSession((session) => checkAudit((text) => session.query(text, [])));

/** Changes the table behind the program's back, as somebody with the key of the book could. */
const tamper = (statement: string): Promise<void> =>
  engine.connector.withSession((session) =>
    session.script(`begin; set local daybook.writing = 'yes'; ${statement}; commit`),
  );

test.each([
  ['who', `actor_name = 'Somebody else'`],
  ['which account', `actor_id = '${DR_DAS}'`],
  ['the role', `role = 'doctor'`],
  ['the desk', `desk = 'Front desk 2'`],
  ['the source', `source = 'import'`],
  ['the reason', `reason = 'Patient called'`],
  ['the time', 'at_ms = at_ms - 60000'],
  ['the stamp', 'hlc = hlc + 1'],
  ['the intent', 'intent_id = null'],
  ['what was asked', `intent_kind = 'move'`],
  ['the replica', `replica = 'park-street.1'`],
  ['the records', `record_ids = '{}'`],
  ['what changed', `changes = jsonb_set(changes, '{0,after,status}', '"booked"')`],
  ['how much of whom is in it', `changes = changes #- '{0,vector}'`],
  ['the hash', `hash = md5(hash)`],
  ['the hash before', `previous_hash = ''`],
  ['its place', 'no = no + 1000'],
  ['the form of its hash', 'form = 1'],
])('the trail gives away that %s of an entry was changed [AU1]', async (_, change) => {
  expect(await problems()).toEqual([]);
  await tamper(`update audit set ${change} where intent_kind = 'cancel'`);
  expect(await problems()).not.toEqual([]);
});

test.each([
  ['an entry was taken out', `delete from audit where intent_kind = 'cancel'`],
  ['the last was taken out', 'delete from audit where no = (select max(no) from audit)'],
  ['all were taken out', 'delete from audit'],
  [
    'two changed places',
    `update audit a set no = -1 - b.no from audit b where a.no + b.no = 9 and a.no in (4, 5);
     update audit set no = -1 - no where no < 0`,
  ],
  [
    'an entry was written by another hand in the former form',
    `update audit set form = 1, reason = 'None', hash = ${AUDIT_HASH_1.replaceAll('reason', `'None'::text`)}
     where no = (select max(no) from audit);
     update book set audit_hash = (select hash from audit order by no desc limit 1)`,
  ],
])('the trail gives away that %s [AU1]', async (_, change) => {
  await tamper(change);
  expect(await problems()).not.toEqual([]);
});

test('the trail of a book that an older program wrote is checked as it is [AU1] [BU6]', async () => {
  await engine.connector.withSession(async (session) => {
    const look = () => checkAudit((text) => session.query(text, []));
    await session.script(`begin; set local daybook.writing = 'yes'`);
    try {
      const count = 4;
      for (let no = 1; no <= count; no += 1) {
        await session.script(`update audit set previous_hash =
            coalesce((select hash from audit b where b.no = ${no} - 1), '') where no = ${no};
          update audit set hash = ${AUDIT_HASH_1} where no = ${no}`);
      }
      await session.script(`delete from audit where no > ${count};
        update book set audit_no = ${count},
          audit_hash = (select hash from audit where no = ${count});
        alter table audit drop column form`);
      expect(await look()).toEqual([]);
      await session.script(`update audit set reason = 'x' where no = 2`);
      expect(await look()).not.toEqual([]);
    } finally {
      await session.script('rollback');
    }
  });
});

test('entries of the former form go on being checked, and are gone on from [AU1]', async () => {
  const hashed = (form: string, no: string) =>
    `update audit set previous_hash = coalesce((select hash from audit b where b.no = ${no} - 1), ''),
       form = ${form} where no = ${no};
     update audit set hash = ${form === '1' ? AUDIT_HASH_1 : AUDIT_HASH} where no = ${no}`;
  const count = 8;
  const former = Array.from({ length: count }, (_, i) => hashed(i < 4 ? '1' : '2', `${i + 1}`));
  await tamper(`${former.join('; ')};
    delete from audit where no > ${count};
    update book set audit_no = ${count}, audit_hash = (select hash from audit where no = ${count})`);
  expect(await problems()).toEqual([]);
  await engine.ask('book', aBooking(engine.newId(), '10:00'));
  expect(await problems()).toEqual([]);
  await tamper(`update audit set reason = 'x' where no = 2`);
  expect(await problems()).not.toEqual([]);
});
