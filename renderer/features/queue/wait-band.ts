/** How long somebody may wait before it is said to be long, and too long; in minutes. */
const LONG_MIN = 30;
const TOO_LONG_MIN = 60;

export type WaitBand = 'short' | 'long' | 'too-long';

export const waitBand = (minutes: number): WaitBand =>
  minutes >= TOO_LONG_MIN ? 'too-long' : minutes >= LONG_MIN ? 'long' : 'short';

export const BAND_TONES = { short: 'ok', long: 'warn', 'too-long': 'danger' } as const;
