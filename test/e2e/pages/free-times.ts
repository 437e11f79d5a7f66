import { expect } from '@playwright/test';
import { NEW_CONTACT } from '../../../shared/model/choices.ts';
import type { IntentInput } from '../../../shared/model/intent.ts';
import { sampleId } from '../../../shared/sample/sample-id.ts';
import { SAMPLE_BRANCHES } from '../../../shared/sample/sample-places.ts';
import type { DeskClient } from '../../support/desk-client.ts';

const SALT_LAKE = SAMPLE_BRANCHES['salt-lake'].id;
const DAY_MS = 86_400_000;
const VISIT_MS = 15 * 60_000;

/** A time of a doctor of the sample clinic that nobody has. */
export interface FreeTime {
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** So many times of one doctor at Salt Lake that nobody has, of the day that begins then. */
export async function freeTimes(
  client: DeskClient,
  { fromMs, count }: { readonly fromMs: number; readonly count: number },
): Promise<readonly FreeTime[]> {
  await client.watch(fromMs, fromMs + DAY_MS);
  const visits = client.rows('appointments');
  const free = client
    .rows('sessions')
    .filter((one) => one.branchId === SALT_LAKE && one.tags.length === 0 && !one.deleted)
    .filter(({ serviceIds, capacity }) => serviceIds.length === 0 && capacity === 1)
    .map(({ doctorId, startMs, endMs, breaks }) =>
      Array.from({ length: (endMs - startMs) / VISIT_MS }, (_, i) => ({
        ...{ doctorId, startMs: startMs + i * VISIT_MS, endMs: startMs + (i + 1) * VISIT_MS },
      })).filter((time) =>
        [...visits.filter((visit) => visit.doctorId === doctorId), ...breaks].every(
          (one) => one.endMs <= time.startMs || one.startMs >= time.endMs,
        ),
      ),
    );
  return free.find((times) => times.length >= count)?.slice(0, count) ?? [];
}

const NEW_PATIENT = {
  ...{ name: 'Tara Bose', birthDate: '1980-05-17', sex: 'female' as const, phone: null },
  ...{ number: null, note: '', ...NEW_CONTACT },
};

/** A consultation of somebody new at that time. */
export const visitAt = (time: FreeTime, changes: Partial<IntentInput<'book'>> = {}) => {
  const patientId = crypto.randomUUID();
  const newPatient = { ...NEW_PATIENT, id: patientId, branchId: SALT_LAKE };
  return {
    ...{ ...time, branchId: SALT_LAKE, appointmentId: crypto.randomUUID(), patientId, newPatient },
    ...{ serviceId: sampleId('service:consultation'), holdId: null, note: '', emergency: false },
    ...{ overbookReason: null, ...changes },
  };
};

/** Books each, and gives the appointments. */
export async function bookEach(
  client: DeskClient,
  times: readonly FreeTime[],
  changes?: Partial<IntentInput<'book'>>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const time of times) {
    const visit = visitAt(time, changes);
    expect(await client.intend('book', visit)).toMatchObject({ ok: true });
    ids.push(visit.appointmentId);
  }
  return ids;
}
