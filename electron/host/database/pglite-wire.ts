import { messages, type PGlite, protocol } from '@electric-sql/pglite';
import type { Answer } from '../../../shared/engine/store/session.ts';

/**
 * PostgreSQL's protocol, as far as running a kept statement goes (its documentation, "Frontend/Backend
 * Protocol", message formats). PGlite's own library for it costs more than most of our queries do.
 */

/** A statement that PGlite has read, and the name it keeps it by. */
export interface Statement {
  readonly name: string;
  readonly parameterTypes: readonly number[];
  readonly columns: readonly { readonly name: string; readonly type: number }[];
}

type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];

/** PostgreSQL's number for int8. Counters and milliseconds stay far below 2^53. */
const INT8 = 20;

const codeOf = (letter: string): number => letter.charCodeAt(0);
const [BIND, EXECUTE, SYNC] = [codeOf('B'), codeOf('E'), codeOf('S')];
const [DATA_ROW, COMMAND_COMPLETE] = [codeOf('D'), codeOf('C')];
const [ERROR, READY] = [codeOf('E'), codeOf('Z')];

/** What was answered to Parse and Describe. Throws what was objected to. */
export function readStatement(name: string, answered: readonly Message[]): Statement {
  let parameterTypes: Statement['parameterTypes'] = [];
  let columns: Statement['columns'] = [];
  for (const message of answered) {
    if (message instanceof Error) throw message;
    if (message instanceof messages.ParameterDescriptionMessage) {
      parameterTypes = message.dataTypeIDs;
    } else if (message instanceof messages.RowDescriptionMessage) {
      columns = message.fields.map((field) => ({ name: field.name, type: field.dataTypeID }));
    }
  }
  return { name, parameterTypes, columns };
}

/**
 * Bind, Execute and Sync: runs a statement with these values. The Sync keeps an error from what
 * comes after.
 */
export function bindStatement(
  { name, parameterTypes }: Statement,
  parameters: readonly unknown[],
  serializers: PGlite['serializers'],
): Uint8Array {
  const values = parameters.map((value, i) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Uint8Array) return value;
    return serializers[parameterTypes[i] ?? 0]?.(value) ?? String(value);
  });
  const valueBytes = values.reduce((sum, value) => sum + 4 + lengthOf(value), 0);
  const formatBytes = 2 + 2 * values.length;
  const bindBytes = 4 + 1 + name.length + 1 + formatBytes + 2 + valueBytes + 2;
  const bytes = Buffer.alloc(1 + bindBytes + TAIL.length);
  bytes.writeUInt8(BIND, 0);
  bytes.writeInt32BE(bindBytes, 1);
  // The portal has no name: a zero. Bytes go as they are, which is format 1; all else is text, 0.
  let at = 6 + bytes.write(name, 6, 'latin1') + 1;
  at = bytes.writeInt16BE(values.length, at);
  for (const value of values) at = bytes.writeInt16BE(value instanceof Uint8Array ? 1 : 0, at);
  at = bytes.writeInt16BE(values.length, at);
  for (const value of values) {
    const length = writeValue(bytes, value, at + 4);
    bytes.writeInt32BE(value === null ? -1 : length, at);
    at += 4 + length;
  }
  bytes.set(TAIL, at + 2);
  return bytes;
}

const lengthOf = (value: string | Uint8Array | null): number =>
  typeof value === 'string' ? Buffer.byteLength(value) : (value?.byteLength ?? 0);

function writeValue(bytes: Buffer, value: string | Uint8Array | null, at: number): number {
  if (typeof value === 'string') return bytes.write(value, at);
  bytes.set(value ?? [], at);
  return value?.byteLength ?? 0;
}

/** Execute without a limit of rows, and Sync. */
const TAIL = Buffer.from([EXECUTE, 0, 0, 0, 9, 0, 0, 0, 0, 0, SYNC, 0, 0, 0, 4]);

/** The answer to each of several statements, or what was objected to it. */
export function readAnswers(
  statements: readonly Statement[],
  bytes: Buffer,
  parsers: PGlite['parsers'],
): readonly (Answer | Error)[] {
  const answers: (Answer | Error)[] = [];
  let rows: unknown[] = [];
  let affected = 0;
  let objection: Error | null = null;
  for (let at = 0, end = 0; at < bytes.length; at = end) {
    end = at + 1 + bytes.readInt32BE(at + 1);
    switch (bytes[at]) {
      case DATA_ROW:
        rows.push(readRow(statements[answers.length]?.columns ?? [], bytes, at + 7, parsers));
        break;
      case COMMAND_COMPLETE:
        affected = Number(/\d*$/.exec(bytes.toString('latin1', at + 5, end - 1))?.[0]);
        break;
      case ERROR:
        objection = readError(bytes.subarray(at, end));
        break;
      case READY:
        answers.push(objection ?? { rows, affected });
        rows = [];
        affected = 0;
        objection = null;
    }
  }
  return answers;
}

/** A row whose first field begins at `from`. */
function readRow(
  columns: Statement['columns'],
  bytes: Buffer,
  from: number,
  parsers: PGlite['parsers'],
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  let at = from;
  for (const { name, type } of columns) {
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < 0) row[name] = null;
    else {
      const text = bytes.toString('utf8', at, at + length);
      row[name] = type === INT8 ? Number(text) : (parsers[type]?.(text, type) ?? text);
      at += length;
    }
  }
  return row;
}

function readError(bytes: Buffer): Error {
  let error = new Error('PGlite objected without a word.');
  new protocol.Parser().parse(bytes, (message) => {
    if (message instanceof Error) error = message;
  });
  return error;
}
