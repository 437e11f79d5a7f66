/** More statements than the engine has; what is made up of ever new parts is not kept beyond it. */
const STATEMENTS_MAX = 500;
/** Which plan is good depends on how long a list is: long ones are planned for what they hold. */
const LIST_MAX = 20;

/**
 * Names for statements of one connection, so that PostgreSQL reads and plans each once: an exchange
 * asks some fifty, and most take longer to plan than to run. null for what is to be planned anew.
 */
export function createStatementNames() {
  const names = new Map<string, string>();
  /** Those asked once, in the order in which they were: ever new ones push each other out alone. */
  const once = new Set<string>();
  return {
    nameOf: (sql: string, parameters: readonly unknown[]): string | null => {
      const known = names.get(sql) ?? (once.has(sql) ? nameNext(names, sql) : null);
      once.delete(sql);
      if (known === null && names.size < STATEMENTS_MAX) {
        once.add(sql);
        const [oldest] = once;
        if (once.size > STATEMENTS_MAX && oldest !== undefined) once.delete(oldest);
      }
      return known === null || parameters.some(isLong) ? null : known;
    },
  };
}

function nameNext(names: Map<string, string>, sql: string): string {
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}

const isLong = (parameter: unknown): boolean =>
  Array.isArray(parameter) && parameter.length > LIST_MAX;
