import { expect, test } from 'vitest';
import { isRefusedData, toErrorRecord } from './error-record.ts';

const NAME = 'Zephyrine Quillfeather';

/** An error as a database gives it: with what it was asked and what it did not like. */
const databaseError = (code: string): Error =>
  Object.assign(new Error(`Failing row contains (${NAME}).`), {
    ...{ code, detail: `Key (name)=(${NAME}) already exists.`, where: `COPY patient: ${NAME}` },
    ...{ query: 'insert into patient values ($1)', params: [NAME] },
  });

function parserError(): unknown {
  try {
    return JSON.parse(`{"name": ${NAME}`);
  } catch (error) {
    return error;
  }
}

test('of an error that quotes what it was given, the log has the kind and the place alone [SE13]', () => {
  const caused = new Error('A booking failed.', { cause: databaseError('23505') });
  for (const error of [databaseError('23505'), databaseError('22P02'), parserError(), caused]) {
    const record = toErrorRecord(error);
    expect(JSON.stringify(record)).not.toContain('Quillfeather');
    expect(record.stack).toContain('error-record.test.ts');
  }
  expect(toErrorRecord(databaseError('23505'))).toMatchObject({ code: '23505', message: null });
  expect(toErrorRecord(NAME)).toEqual({ type: 'string', code: null, message: null, stack: null });
  expect(toErrorRecord(caused).message).toBe('A booking failed.');
});

test('data that a database refuses is told from a database that fails', () => {
  const refused = ['22P02', '23505', '23514', '21000', '54001'];
  expect(refused.every((code) => isRefusedData(databaseError(code)))).toBe(true);
  const failed = ['40001', '53100', '57P01', 'ECONNRESET'];
  expect(failed.some((code) => isRefusedData(databaseError(code)))).toBe(false);
});
