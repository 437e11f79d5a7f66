import type { Say } from '../../words/use-say.ts';

/**
 * What of an appointment was typed and not kept, as a person would say it. Fields that only the
 * program knows of are left out.
 */
export function lostEditWords(lost: Readonly<Record<string, unknown>>, say: Say): string[] {
  const { startMs, endMs } = lost;
  const time =
    typeof startMs === 'number' && typeof endMs === 'number'
      ? [say.span(startMs, endMs)]
      : typeof startMs === 'number'
        ? [`from ${say.time(startMs)}`]
        : typeof endMs === 'number'
          ? [`until ${say.time(endMs)}`]
          : [];
  return [...time, ...Object.entries(FIELDS).flatMap(([field, word]) => wordOf(lost[field], word))];

  function wordOf(value: unknown, word: (text: string, say: Say) => string): string[] {
    return typeof value === 'string' && value !== '' ? [word(value, say)] : [];
  }
}

const FIELDS: Readonly<Record<string, (text: string, say: Say) => string>> = {
  doctorId: (id, say) => say.doctor(id),
  branchId: (id, say) => say.branch(id),
  serviceId: (id, say) => say.service(id),
  status: (status) => `marked as ${status.replaceAll('-', ' ')}`,
  note: (text) => `note "${text}"`,
  cancelReason: (text) => `cancelled: "${text}"`,
  overbookReason: (text) => `overbooked: "${text}"`,
};
