import { DR_DAS, DR_SEN, PARK_STREET, SALT_LAKE } from '../../support/engine.ts';
import { DAY_MS, DEVICES } from '../template.ts';

const HOUR_MS = 3_600_000;

const session = (doctorId: string, branchId: string, fromHour: number, untilHour: number) => ({
  ...{ id: `${doctorId} ${branchId}`, doctorId, branchId },
  ...{ startMs: DAY_MS + fromHour * HOUR_MS, endMs: DAY_MS + untilHour * HOUR_MS },
});

/** The working time of the clinic of the simulation: the same as in the template's databases. */
export const SESSIONS = [
  session(DR_DAS, SALT_LAKE, 9, 12),
  session(DR_SEN, SALT_LAKE, 10, 13),
  session(DR_DAS, PARK_STREET, 13, 15),
] as const;

/** Who works at a branch, and so whose time elsewhere it has to know. */
export const doctorsOf = (branchId: string): readonly string[] =>
  SESSIONS.filter((session) => session.branchId === branchId).map(({ doctorId }) => doctorId);

export { DEVICES };
