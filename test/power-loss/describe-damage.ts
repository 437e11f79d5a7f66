import type { Damage } from './find-damage.ts';

/**
 * What is wrong after a power cut, and how to see it again. `before` is an earlier cut of the same
 * run, which brings this one with it.
 */
export function describeDamage(
  { point, model, style, problems }: Damage,
  seed: number,
  before: number | null = null,
): string {
  const run = process.env.DAYBOOK_LONG ? 'DAYBOOK_LONG=1 ' : '';
  const again = `${run}DAYBOOK_SEED=${seed} DAYBOOK_POINT=${before ?? point}`;
  const what = `${model} disk, ${style}${before === null ? '' : `, cut again at ${point}`}`;
  return [`${again} shows it (${what}):`, ...problems].join('\n  ');
}
