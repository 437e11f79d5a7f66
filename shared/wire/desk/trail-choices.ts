/** Where what is audited came from. */
export const TRAIL_SOURCES = ['screen', 'import', 'sync', 'merge', 'set-up'] as const;
