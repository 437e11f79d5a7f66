const DAY_MS = 86_400_000;
const KOLKATA_MS = 5.5 * 3_600_000;

/** The Monday after today, by the clocks of the sample's branches. */
export function nextMonday(): { readonly day: string; readonly daysAhead: number } {
  const wall = new Date(Date.now() + KOLKATA_MS);
  const daysAhead = (8 - wall.getUTCDay()) % 7 || 7;
  return {
    day: new Date(+wall + daysAhead * DAY_MS).toISOString().slice(0, 10),
    daysAhead,
  };
}
