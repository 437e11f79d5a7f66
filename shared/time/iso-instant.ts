/** An instant as ISO 8601 writes it in UTC, to the millisecond. Sorts as text within four-digit years. */
export const instantToIso = (instantMs: number): string => new Date(instantMs).toISOString();

/** The instant that such a text names; null if it names none. */
export function isoToInstant(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
