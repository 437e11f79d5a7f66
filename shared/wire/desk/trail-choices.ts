/** Where what is audited came from. */
export const TRAIL_SOURCES = ['screen', 'import', 'sync', 'merge', 'set-up'] as const;

/** In place of whose trail it is: all that central told a replica of what others did. No replica is called so. */
export const TOLD_TRAIL = 'told';
