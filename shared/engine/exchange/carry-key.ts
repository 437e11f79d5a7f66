import { bytesToHex } from '@noble/hashes/utils.js';
import { type BoxKeys, boxKeysOf } from '../../wire/carry/box.ts';
import type { BookTable } from '../store/tables.ts';

/** The keys by which central opens what others carry to it; they follow from the book's secret. */
export const carryKeysOf = ({ secret }: Pick<BookTable, 'secret'>): BoxKeys => boxKeysOf(secret);

/** The public one, in hex, as replicas are told it. */
export const carryKeyOf = (book: Pick<BookTable, 'secret'>): string =>
  bytesToHex(carryKeysOf(book).public);
