import type { FastifyInstance } from 'fastify';
import { decideDevice } from '../../shared/domain/access/decide-device.ts';
import { loadRecord } from '../../shared/engine/queries/load-record.ts';
import {
  insertEnrolmentCode,
  type NewEnrolmentCode,
} from '../../shared/engine/store/insert-enrolment-code.ts';
import {
  type CodeAnswer,
  type CodeRequest,
  codeRequestSchema,
} from '../../shared/wire/exchange/administration.ts';
import { CODES_PATH } from '../../shared/wire/exchange/paths.ts';
import type { Central } from './central.ts';
import { ADMIN_REFUSAL_STATUS, type Admin, type CheckAdmin } from './check-admin.ts';
import { hashOfCode, newCode } from './one-time-code.ts';
import { toCause } from './to-cause.ts';

/** Long enough for a code to be passed on; short enough that a slip of paper is soon worth nothing. */
const VALID_MS = 48 * 3_600_000;

/** Administrators make codes, each of which enrols one device. */
export function addCodes(http: FastifyInstance, central: Central, checkAdmin: CheckAdmin): void {
  http.post(CODES_PATH, async ({ body }, reply) => {
    const asked = codeRequestSchema.safeParse(body).data;
    if (!asked || !hasPlace(asked)) {
      return reply.code(400).send({ kind: 'malformed', detail: 'This does not ask for a code.' });
    }
    const admin = await checkAdmin(asked);
    if (!admin.ok) return reply.code(ADMIN_REFUSAL_STATUS[admin.error.kind]).send(admin.error);
    const may = decideDevice(admin.value.user, asked);
    if (!may.ok) return reply.code(ADMIN_REFUSAL_STATUS[may.error.kind]).send(may.error);
    const made = await makeCode(central, admin.value, asked);
    return (
      made ?? reply.code(404).send({ kind: 'unknown-record', detail: 'There is no such place.' })
    );
  });
}

const hasPlace = ({ kind, branchId, doctorId, branchIds }: CodeRequest): boolean =>
  kind === 'review' ? branchIds.length > 0 : (kind === 'branch' ? branchId : doctorId) !== null;

/** The branches, or the doctor, that have to be there. */
const placesOf = ({ branchId, doctorId, branchIds }: NewEnrolmentCode) => [
  ...[...branchIds, branchId].flatMap((id) => (id === null ? [] : [['branch', id] as const])),
  ...(doctorId === null ? [] : [['doctor', doctorId] as const]),
];

/** The code, the replica it stands for and its end; null when branch or doctor are unknown. */
async function makeCode(
  { engine, clock, random }: Central,
  admin: Admin,
  asked: CodeRequest,
): Promise<CodeAnswer | null> {
  const { organisationId } = admin;
  const { name, kind } = asked;
  const code = newCode(random);
  const wanted: NewEnrolmentCode = {
    codeHash: hashOfCode(code),
    name,
    kind,
    branchId: kind === 'branch' ? asked.branchId : null,
    doctorId: kind === 'doctor' ? asked.doctorId : null,
    branchIds: kind === 'review' ? [...new Set(asked.branchIds)] : [],
    expiresAtMs: clock.nowMs() + VALID_MS,
  };
  const replica = await engine.store.write(
    organisationId,
    toCause('make-code', admin.user),
    async (tx) => {
      const places = await Promise.all(
        placesOf(wanted).map(([of, id]) => loadRecord(tx, organisationId, of, id)),
      );
      return places.includes(null) ? null : insertEnrolmentCode(tx, wanted);
    },
  );
  return replica === null ? null : { code, replica, expiresAtMs: wanted.expiresAtMs };
}
