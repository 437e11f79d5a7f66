import fc from 'fast-check';

/** Any number will do: what counts is that one commit is tried with the same examples everywhere. */
const SEED = 20_260_302;

/**
 * fast-check, whose examples `npm test` draws from one seed, so that a commit that passed goes on
 * passing; `npm run test:long` draws new ones each time, and prints the seed of what it found.
 */
fc.configureGlobal(process.env.DAYBOOK_LONG ? {} : { seed: SEED });

export { fc };
