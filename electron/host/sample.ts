import { SAMPLE_LOGINS, SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { seedSample } from '../../shared/sample/seed-sample.ts';
import { hashPassword } from './desk/password.ts';
import type { Sample } from './host-surroundings.ts';

/** The organisation that the first start offers to look around in. */
export const sample: Sample = {
  seed: async (engine, connector, today) => {
    const passwordHash = await hashPassword(SAMPLE_PASSWORD);
    return seedSample(engine, connector, { today, book: 'branch', passwordHash });
  },
  logins: SAMPLE_LOGINS,
};
