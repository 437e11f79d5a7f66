import type { BufferedService } from '../../domain/rules/find-buffer-breach.ts';
import type { FreeTimeFacts } from '../../domain/slots/generate-free-times.ts';
import { VISIT_MAX_MS } from '../../model/appointment.ts';
import { UNSEATED } from '../../model/claim.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';

type Taken = FreeTimeFacts['claims'][number];

const RANGE = `c.organisation_id = $1 and c.start_ms < $3 and c.end_ms > $2
  and c.start_ms > $2::int8 - ${VISIT_MAX_MS} and ($4::uuid is null or c.doctor_id = $4::uuid)
  and c.rank <> ${UNSEATED}`;

/**
 * Beginnings and ends in turn, in one text for all of a doctor's with the same service: a quarter of
 * a year of many doctors is thousands of times, and as rows each costs as much as finding it.
 */
const TIMES = `string_agg(c.start_ms || ',' || c.end_ms, ',') as times`;

const FIND = `select c.doctor_id as "doctorId", null as "serviceId", ${TIMES}
  from claim c where ${RANGE} group by c.doctor_id`;

const FIND_WITH_SERVICE = `select c.doctor_id as "doctorId", a.service_id as "serviceId", ${TIMES}
  from claim c left join appointment a
    on a.organisation_id = $1 and a.id = c.id and a.service_id = any ($5::uuid[])
  where ${RANGE} group by c.doctor_id, a.service_id`;

const FIND_HOLDS = `select doctor_id as "doctorId", start_ms as "startMs", end_ms as "endMs"
  from hold where organisation_id = $1 and start_ms < $3 and end_ms > $2
    and ($4::uuid is null or doctor_id = $4::uuid) and expires_at_ms > $5
    and ($6::uuid is null or id <> $6::uuid)`;

interface OfDoctor {
  readonly doctorId: string;
  readonly serviceId: string | null;
  readonly times: string;
}

/**
 * What takes time of doctors in a span: visits, with the time that their services want free around
 * them, and what is held while somebody books. `doctorId` null: of all doctors.
 */
export async function loadTaken(
  { session }: ReadDb,
  organisationId: string,
  doctorId: string | null,
  { startMs, endMs }: Interval,
  {
    buffered,
    nowMs,
    holdId = null,
  }: {
    readonly buffered: readonly BufferedService[];
    readonly nowMs: number;
    /** What is held under it takes nothing from whoever asks. */
    readonly holdId?: string | null;
  },
): Promise<readonly Taken[]> {
  const span = [organisationId, startMs, endMs, doctorId];
  const [claims, holds] = await Promise.all([
    buffered.length === 0
      ? session.query(FIND, span)
      : session.query(FIND_WITH_SERVICE, [...span, buffered.map(({ id }) => id)]),
    session.query(FIND_HOLDS, [...span, nowMs, holdId]),
  ]);
  const services = new Map(buffered.map((service) => [service.id, service]));
  const held = holds.rows as readonly Omit<Taken, 'beforeMin' | 'afterMin'>[];
  return [
    ...(claims.rows as readonly OfDoctor[]).flatMap(({ serviceId, ...one }) => {
      const { beforeMin = 0, afterMin = 0 } = services.get(serviceId ?? '') ?? {};
      return unfold(one, { beforeMin, afterMin });
    }),
    ...held.map((hold) => ({ ...hold, beforeMin: 0, afterMin: 0 })),
  ];
}

function unfold(
  { doctorId, times }: Pick<OfDoctor, 'doctorId' | 'times'>,
  { beforeMin, afterMin }: Pick<Taken, 'beforeMin' | 'afterMin'>,
): readonly Taken[] {
  const edges: readonly number[] = JSON.parse(`[${times}]`);
  const taken: Taken[] = [];
  for (let i = 0; i < edges.length; i += 2) {
    const [startMs = 0, endMs = 0] = [edges[i], edges[i + 1]];
    taken.push({ doctorId, startMs, endMs, beforeMin, afterMin });
  }
  return taken;
}
