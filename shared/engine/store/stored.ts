import type { ColumnType } from 'kysely';
import type { Dot, Vector } from '../../merge/vector.ts';

/** What every synced record carries besides its own fields. */
export interface VersionColumns {
  organisationId: string;
  dotReplica: string | null;
  dotCounter: number | null;
  vector: JsonColumn<Vector>;
  intent: string | null;
  hlc: number;
  /** Fields a newer version of the program wrote; they travel on untouched. */
  ext: JsonColumn<Record<string, unknown> | null>;
  seq: number;
}

/** Read as a value, written as JSON text: the drivers disagree about arrays otherwise. */
export type JsonColumn<T> = ColumnType<T, string | null, string | null>;

export type WithJson<T, K extends keyof T> = Omit<T, K> & { [P in K]: JsonColumn<T[P]> };
/** A record as the store gives it: the shape, its version, and its place in the feed. */
export type Stored<T> = T & {
  readonly organisationId: string;
  readonly dotReplica: string | null;
  readonly dotCounter: number | null;
  readonly vector: Vector;
  readonly intent: string | null;
  readonly hlc: number;
  readonly seq: number;
};

export const dotOf = (row: {
  readonly dotReplica: string | null;
  readonly dotCounter: number | null;
}): Dot | null =>
  row.dotReplica === null || row.dotCounter === null
    ? null
    : { replica: row.dotReplica, counter: row.dotCounter };

export const dotText = (dot: Dot): string => `${dot.replica}:${dot.counter}`;
