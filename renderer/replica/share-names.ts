/** Fields whose few values stand in thousands of rows; a string of a message is its row's alone. */
const NAMES = ['branchId', 'doctorId', 'serviceId', 'sessionId', 'madeBy', 'status', 'verdict'];

export interface SharedNames {
  /** Puts the string that was seen first in place of each equal one; the row stays the same object. */
  readonly shareIn: (row: object) => void;
  readonly forget: () => void;
}

/** Lets rows that name the same doctor, session or status name it with one string in memory. */
export function createSharedNames(): SharedNames {
  const seen = new Map<string, string>();
  const shared = (name: string): string => {
    const known = seen.get(name);
    if (known === undefined) seen.set(name, name);
    return known ?? name;
  };
  return {
    shareIn: (row) => {
      const fields = row as Record<string, unknown>;
      for (const field of NAMES) {
        const name = fields[field];
        if (typeof name === 'string') fields[field] = shared(name);
      }
    },
    forget: () => seen.clear(),
  };
}
