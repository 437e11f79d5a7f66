import { expect } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import type { reckonReport } from './reckon-report.ts';

const PARTS = {
  ...{ days: 'day', doctors: 'doctor', services: 'service', perBranch: 'branch' },
  ...{ weekdays: 'weekday', hours: 'hour', cells: 'cell' },
} as const;

/** What a report says of each part of which there is anything. */
export function countedOf(report: Report): Readonly<Record<string, object>> {
  const counted: Record<string, object> = { 'all ': noZeros(report.all) };
  for (const [list, by] of Object.entries(PARTS)) {
    for (const { key, counts } of report[list as keyof typeof PARTS]) {
      const some = noZeros(counts);
      if (Object.keys(some).length > 0) counted[`${by} ${key}`] = some;
    }
  }
  const waited = report.waits.reduce((sum, { count }) => sum + count, 0);
  expect(waited).toBe(report.all.waits);
  expect(report.leads.reduce((sum, { count }) => sum + count, 0)).toBe(report.all.leads);
  return counted;
}

/** The same of what was reckoned. */
export function tidied(sums: ReturnType<typeof reckonReport>): Readonly<Record<string, object>> {
  const parts = [...sums].filter(([key]) => !key.startsWith('wait '));
  const some = parts.map(([key, counts]) => [key, noZeros(counts)] as const);
  const full = some.filter(([key, counts]) => key === 'all ' || Object.keys(counts).length > 0);
  return { 'all ': {}, ...Object.fromEntries(full) };
}

export const noZeros = (counts: object): object =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
