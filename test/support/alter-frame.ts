import { decodeFrame, encodeFrame, type Frame } from '../../shared/wire/exchange/frame.ts';
import { type PushHeader, pushHeaderSchema } from '../../shared/wire/exchange/frame-header.ts';

/** A row of a section, by column; `\N` is null (PostgreSQL 18, COPY's text format). */
export type WireRow = Record<string, string>;

export function openPush(bytes: Uint8Array): Frame<PushHeader> {
  const frame = decodeFrame(bytes, (json) => pushHeaderSchema.safeParse(json).data ?? null);
  if (!frame.ok) throw new Error(frame.error);
  return frame.value;
}

export interface WireSection {
  readonly kind: string;
  readonly columns: readonly string[];
  readonly rows: WireRow[];
}

/** The sections of a push as rows that can be written to. */
export const sectionsOf = ({ header, bodies }: Frame<PushHeader>): WireSection[] =>
  header.sections.map(({ kind, columns }, i) => ({
    kind,
    columns,
    rows: new TextDecoder()
      .decode(bodies[i])
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const cells = line.split('\t');
        return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
      }),
  }));

/** A push with these sections, whatever they hold. */
export function closePush(header: PushHeader, sections: readonly WireSection[]): Uint8Array {
  const bodies = sections.map(({ columns, rows }) =>
    new TextEncoder().encode(
      rows.map((row) => `${columns.map((column) => row[column] ?? '').join('\t')}\n`).join(''),
    ),
  );
  const heads = sections.map(({ kind, columns, rows }, i) => ({
    ...{ kind, rows: rows.length, bytes: bodies[i]?.byteLength ?? 0 },
    columns: [...columns],
  }));
  return encodeFrame({ header: { ...header, sections: heads }, bodies });
}

/** A real push in which `change` wrote to the rows of one kind. */
export function alterPush(
  bytes: Uint8Array,
  kind: string,
  change: (row: WireRow) => void,
): Uint8Array {
  const frame = openPush(bytes);
  const sections = sectionsOf(frame);
  for (const section of sections) if (section.kind === kind) section.rows.forEach(change);
  return closePush(frame.header, sections);
}
