import { expect, test } from 'vitest';
import type { z } from 'zod';
import { createPgliteConnector } from '../../../electron/host/database/pglite-connector.ts';
import { openBookPglite } from '../../../test/support/pglite.ts';
import { agreementSchema } from '../../model/agreement.ts';
import { alertingSchema, alertSchema } from '../../model/alert.ts';
import { appointmentSchema } from '../../model/appointment.ts';
import { attendanceSchema } from '../../model/attendance.ts';
import { conflictSchema } from '../../model/conflict.ts';
import { delegationSchema } from '../../model/delegation.ts';
import { doctorBranchSchema, doctorSchema } from '../../model/doctor.ts';
import { handoverSchema } from '../../model/handover.ts';
import { messageTextSchema } from '../../model/message-text.ts';
import { messagingSchema } from '../../model/messaging.ts';
import { notificationSchema } from '../../model/notification.ts';
import { branchSchema, organisationSchema } from '../../model/organisation.ts';
import { patientSchema } from '../../model/patient.ts';
import { queueEntrySchema } from '../../model/queue-entry.ts';
import { dailyLimitSchema, quotaSchema } from '../../model/quota.ts';
import { roomSchema } from '../../model/room.ts';
import { ruleSchema } from '../../model/rule.ts';
import { serviceSchema } from '../../model/service.ts';
import { seriesSchema, sessionSchema, slotSchema } from '../../model/session.ts';
import { tagSchema } from '../../model/tag.ts';
import { rotationSchema, templateSchema } from '../../model/template.ts';
import { closureSchema, timeOffSchema } from '../../model/time-off.ts';
import { travelTimeSchema } from '../../model/travel-time.ts';
import { userSchema } from '../../model/user.ts';
import { wishSchema } from '../../model/wish.ts';
import type { RecordKind } from './kind-info.ts';
import { migrate } from './migrate.ts';
import { RECORD_KIND_NAMES, RECORD_KINDS, sqlName } from './record-kinds.ts';

const SHAPES: Readonly<Record<RecordKind, z.ZodObject>> = {
  organisation: organisationSchema,
  branch: branchSchema,
  doctor: doctorSchema,
  doctorBranch: doctorBranchSchema,
  service: serviceSchema,
  appUser: userSchema,
  patient: patientSchema,
  series: seriesSchema,
  session: sessionSchema,
  slot: slotSchema,
  timeOff: timeOffSchema,
  closure: closureSchema,
  rule: ruleSchema,
  room: roomSchema,
  tag: tagSchema,
  template: templateSchema,
  rotation: rotationSchema,
  appointment: appointmentSchema,
  attendance: attendanceSchema,
  queueEntry: queueEntrySchema,
  wish: wishSchema,
  handover: handoverSchema,
  delegation: delegationSchema,
  dailyLimit: dailyLimitSchema,
  quota: quotaSchema,
  agreement: agreementSchema,
  travelTime: travelTimeSchema,
  conflict: conflictSchema,
  alerting: alertingSchema,
  alert: alertSchema,
  messageText: messageTextSchema,
  messaging: messagingSchema,
  notification: notificationSchema,
};

test('each kind of record has the fields of its shape, and its table has a column for each', async () => {
  const pglite = await openBookPglite();
  await migrate(createPgliteConnector(pglite));
  for (const kind of RECORD_KIND_NAMES) {
    const { fields, groups } = RECORD_KINDS[kind];
    expect(['id', ...fields].sort()).toEqual(Object.keys(SHAPES[kind].shape).sort());
    expect(groups.flatMap((group) => group.fields).filter((f) => !fields.includes(f))).toEqual([]);
    const { rows } = await pglite.query<{ name: string }>(
      'select column_name as name from information_schema.columns where table_name = $1',
      [sqlName(kind)],
    );
    const columns = rows.map((row) => row.name);
    expect(fields.map(sqlName).filter((column) => !columns.includes(column))).toEqual([]);
  }
  await pglite.close();
});

test('no GiST index of a whole table begins with the organisation: a record by its id is not looked for in it [DU14]', async () => {
  const pglite = await openBookPglite();
  await migrate(createPgliteConnector(pglite));
  const { rows } = await pglite.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(c.oid) as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
     where a.amname = 'gist' and i.indpred is null order by c.relname`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['session_doctor_during']);
  expect(rows.filter(({ definition }) => definition.includes('organisation_id'))).toEqual([]);
  await pglite.close();
});
