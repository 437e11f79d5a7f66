import type { Published } from '../../domain/export/smart-links.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadOpenSlots } from './load-free-times.ts';
import { loadRecord } from './load-record.ts';

interface Wish extends Interval {
  readonly branchId: string;
  readonly doctorId: string | null;
  readonly limit: number;
  readonly phone: string;
  readonly address: string;
}

/** Who works at the branch, also without a time left: whoever reads it learns that there is none any more. */
async function loadDoctors(db: ReadDb, organisationId: string, { branchId, doctorId }: Wish) {
  const doctors = await db.kysely
    .selectFrom('doctor')
    .innerJoin('doctorBranch', (join) =>
      join
        .onRef('doctorBranch.organisationId', '=', 'doctor.organisationId')
        .onRef('doctorBranch.doctorId', '=', 'doctor.id'),
    )
    .select(['doctor.id', 'doctor.name'])
    .distinct()
    .where('doctor.organisationId', '=', organisationId)
    .where('doctorBranch.branchId', '=', branchId)
    .where('doctorBranch.deleted', '=', false)
    .where('doctor.active', '=', true)
    .orderBy('doctor.name')
    .execute();
  return doctors.filter(({ id }) => (doctorId ?? id) === id);
}

/** What a branch publishes of the times that can be booked there from now on. */
export async function loadPublished(
  db: ReadDb,
  organisationId: string,
  wish: Wish,
  nowMs: number,
): Promise<Published> {
  const scope = { ...wish, nowMs, startMs: Math.max(wish.startMs, nowMs) };
  const slots = scope.startMs < scope.endMs ? await loadOpenSlots(db, organisationId, scope) : [];
  const branch = await loadRecord(db, organisationId, 'branch', wish.branchId);
  const doctors = await loadDoctors(db, organisationId, wish);
  const services = await db.kysely
    .selectFrom('service')
    .select(['id', 'name', 'overrides'])
    .where('organisationId', '=', organisationId)
    .where('active', '=', true)
    .orderBy('name')
    .execute();
  return {
    branch: { id: wish.branchId, name: branch?.name ?? '' },
    doctors: doctors.map(({ id, name }) => ({
      ...{ id, name },
      services: services
        .filter(({ overrides }) =>
          overrides.every((one) => one.doctorId !== id || one.durationMin !== null),
        )
        .map((service) => ({ id: service.id, name: service.name })),
    })),
    ...{ slots, phone: wish.phone.trim(), address: wish.address.trim(), nowMs },
  };
}
