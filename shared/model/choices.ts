// Lists that schemas check and screens offer. They stand apart from the schemas, so that a window
// does not load a whole library of checks for three lists.

export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
export const ROLES = ['admin', 'manager', 'front-desk', 'doctor'] as const;

/** Colours a service may have. The theme owns their values, so that both themes stay readable. */
export const HUES = ['green', 'red', 'grey', 'violet', 'teal', 'blue', 'amber', 'pink'] as const;
