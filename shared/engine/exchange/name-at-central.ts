import type { BookTable } from '../store/tables.ts';

/** The name by which central knows this device: not one that it never gave an answer to. */
export const nameAtCentral = ({
  replica,
  incarnationOf,
  reach,
}: Pick<BookTable, 'replica' | 'incarnationOf' | 'reach'>): string =>
  reach?.mark === undefined ? (incarnationOf ?? replica) : replica;
