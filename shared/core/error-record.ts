/** What may be logged of an error. */
interface ErrorRecord {
  readonly type: string;
  readonly code: string | null;
  readonly message: string | null;
  readonly stack: string | null;
}

const SQL_STATE = /^[0-9A-Z]{5}$/;

/**
 * An error for the log, without patients: a database quotes the row that it did not like, in the
 * message as in the details, and a parser the text that it did not understand. Of theirs only the
 * kind and the place in our code are kept.
 */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (!(error instanceof Error))
    return { type: typeof error, code: null, message: null, stack: null };
  const code = codeOf(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    code,
    message: isSqlState(code) || error instanceof SyntaxError ? null : error.message,
    stack: frames.join('\n'),
  };
}

/** Whether the database refused values it was given: no number, no date, a null, an impossible range. */
export function isRefusedData(error: unknown): boolean {
  const code = error instanceof Error ? codeOf(error) : null;
  return code !== null && isSqlState(code) && (code.startsWith('22') || REFUSED.includes(code));
}

/**
 * A null in a column that has none, a key that is there already, a check that fails, one row twice,
 * and what is nested or composed too deeply (PostgreSQL 18, appendix A).
 */
const REFUSED = ['21000', '23502', '23505', '23514', '54000', '54001', '54011', '54023'];

const isSqlState = (code: string | null): boolean => code !== null && SQL_STATE.test(code);

const codeOf = (error: Error): string | null =>
  'code' in error && typeof error.code === 'string' ? error.code : null;
