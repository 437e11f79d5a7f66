import type { FigureUnit } from './report-figures.ts';

const NONE = '–';
const share = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** A figure as it is read: "62.4 %", "14 min", "3.2 days"; a dash where there is none. */
export function formatFigure(value: number | null, unit: FigureUnit): string {
  if (value === null) return NONE;
  switch (unit) {
    case 'count':
      return whole.format(value);
    case 'share':
      return share.format(value).replace('%', ' %');
    case 'minutes':
      return `${whole.format(value)} min`;
    case 'days':
      return `${tenth.format(value)} days`;
  }
}

/** A share as a chart shows it, without what nobody can see there: "62 %". */
export const formatShare = (value: number | null): string =>
  value === null ? NONE : `${Math.round(value * 100)} %`;

/** By how much a figure is another than it was; null where one of the two is missing. */
export function formatChange(
  now: number | null,
  before: number | null,
  unit: FigureUnit,
): string | null {
  if (now === null || before === null) return null;
  const by = now - before;
  const sign = by > 0 ? '+' : '−';
  const size = Math.abs(by);
  const text = unit === 'share' ? `${tenth.format(size * 100)} points` : formatFigure(size, unit);
  const isNothing = !/[1-9]/.test(text);
  return isNothing ? '' : `${sign}${text}`;
}
