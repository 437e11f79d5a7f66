/** What the tests of this process start is over soon. */
process.env.NODE_OPTIONS = `--import=${new URL('liftoff-only.ts', import.meta.url).href}`;
