import type { Sample } from './open-host.ts';

/** The organisation that the first start offers to look around in. */
export const sample: Sample = {
  seed: async () => {
    throw new Error('This build comes without the sample organisation.');
  },
  logins: [],
};
