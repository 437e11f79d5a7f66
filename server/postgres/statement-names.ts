/** More statements than the engine has; what is made up of ever new parts is not kept beyond it. */
const STATEMENTS_MAX = 500;
/** A statement that is asked once is not worth keeping. */
const KEPT_FROM = 2;
/** Which plan is good depends on how long a list is: long ones are planned for what they hold. */
const LIST_MAX = 20;

/**
 * Names for statements of one connection, so that PostgreSQL reads and plans each once: an exchange
 * asks some fifty, and most take longer to plan than to run. null for what is to be planned anew.
 */
export function createStatementNames() {
  const asked = new Map<string, { times: number; readonly name: string }>();
  return {
    nameOf: (sql: string, parameters: readonly unknown[]): string | null => {
      const known = asked.get(sql);
      if (known === undefined && asked.size >= STATEMENTS_MAX) return null;
      const statement = known ?? { times: 0, name: `s${asked.size}` };
      asked.set(sql, statement);
      statement.times += 1;
      return statement.times < KEPT_FROM || parameters.some(isLong) ? null : statement.name;
    },
  };
}

const isLong = (parameter: unknown): boolean =>
  Array.isArray(parameter) && parameter.length > LIST_MAX;
