/** By what a record of Daybook's is known in a calendar that leaves the book (RFC 5545, UID). */
export const ownUid = (recordId: string): string => `${recordId}@daybook`;

const OWN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:@daybook)?$/i;

/** The id of the record that a UID, or a number in a table, is of; null if it is none of Daybook's. */
export const ownIdOf = (text: string): string | null => OWN.exec(text)?.[1]?.toLowerCase() ?? null;
