import { messages, type PGlite, protocol } from '@electric-sql/pglite';
import type { Answer } from '../../../shared/engine/store/session.ts';

/** A statement that PGlite has read, and the name it keeps it by. */
export interface Statement {
  readonly name: string;
  readonly parameterTypes: readonly number[];
  readonly columns: readonly { readonly name: string; readonly type: number }[];
}

export type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];

const { serialize } = protocol;

/** PostgreSQL's number for int8. Counters and milliseconds stay far below 2^53. */
const INT8 = 20;

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

/** What runs a statement with these values; its Sync keeps an error from what comes after. */
export function bindStatement(
  { name, parameterTypes }: Statement,
  parameters: readonly unknown[],
  serializers: PGlite['serializers'],
): readonly Uint8Array[] {
  const values = parameters.map((value, i) => {
    if (value === null || value === undefined) return null;
    return serializers[parameterTypes[i] ?? 0]?.(value) ?? String(value);
  });
  return [serialize.bind({ statement: name, values }), serialize.execute({}), serialize.sync()];
}

/** The answer to each of several statements, or what was objected to it. */
export function readAnswers(
  statements: readonly Statement[],
  answered: readonly Message[],
  parsers: PGlite['parsers'],
): readonly (Answer | Error)[] {
  const answers: (Answer | Error)[] = [];
  let rows: unknown[] = [];
  let affected = 0;
  let objection: Error | null = null;
  for (const message of answered) {
    if (message instanceof messages.DataRowMessage) {
      const columns = statements[answers.length]?.columns ?? [];
      rows.push(readRow(columns, message.fields, parsers));
    } else if (message instanceof messages.CommandCompleteMessage) {
      affected = Number(/\d+$/.exec(message.text)?.[0] ?? 0);
    } else if (message instanceof Error) {
      objection = message;
    } else if (message instanceof messages.ReadyForQueryMessage) {
      answers.push(objection ?? { rows, affected });
      rows = [];
      affected = 0;
      objection = null;
    }
  }
  return answers;
}

function readRow(
  columns: Statement['columns'],
  fields: readonly (string | null)[],
  parsers: PGlite['parsers'],
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [i, { name, type }] of columns.entries()) {
    const text = fields[i] ?? null;
    if (text === null) row[name] = null;
    else if (type === INT8) row[name] = Number(text);
    else row[name] = parsers[type]?.(text, type) ?? text;
  }
  return row;
}
