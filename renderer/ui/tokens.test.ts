import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HUES } from '../../shared/model/choices.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The custom properties that one theme's block defines. */
function tokensOf(theme: string): Map<string, string> {
  const block = new RegExp(`color-scheme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

/** Relative luminance as WCAG 2.2 defines it, of #rrggbb. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = 4.5;
const CARD_TEXT = 7;
const SHAPE = 3;

/** [foreground, background, least ratio] for everything that is drawn on something. */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ...['text', 'text-2', 'text-3'].flatMap((text) =>
    ['bg-surface', 'bg-app', 'bg-sunken', 'bg-hover'].map((on) => [text, on, TEXT] as const),
  ),
  ['on-accent', 'accent', TEXT],
  ['on-accent', 'accent-hover', TEXT],
  ['on-danger', 'danger', TEXT],
  ['accent-text', 'accent-soft', TEXT],
  ['accent-text', 'bg-surface', TEXT],
  ['focus', 'bg-surface', SHAPE],
  ['focus', 'bg-app', SHAPE],
  ['line-control', 'bg-surface', SHAPE],
  ...[...HUES.map((hue) => `hue-${hue}`), 'held'].flatMap((tint) => [
    [`${tint}-text`, `${tint}-bg`, CARD_TEXT] as const,
    [`${tint}-bar`, 'bg-surface', SHAPE] as const,
    [`${tint}-bar`, `${tint}-bg`, SHAPE] as const,
  ]),
  ...['ok', 'warn', 'danger'].flatMap((tone) => [
    [`${tone}-text`, `${tone}-soft`, TEXT] as const,
    [`${tone}-text`, 'bg-surface', TEXT] as const,
    [tone, 'bg-surface', SHAPE] as const,
  ]),
  ['vip', 'bg-surface', SHAPE],
];

describe.each(['light', 'dark'])('%s theme', (theme) => {
  const tokens = tokensOf(theme);

  test('every pair is readable', () => {
    const faint = PAIRS.filter(
      ([front, back, least]) =>
        !(contrast(tokens.get(front) ?? '#', tokens.get(back) ?? '#') >= least),
    );
    expect(faint).toEqual([]);
  });

  test('both themes define the same names', () => {
    expect([...tokens.keys()]).toEqual([...tokensOf('light').keys()]);
    expect(tokens.size).toBeGreaterThan(50);
  });
});

test('the measure itself: black on white is 21, the faint blue of Mantine fails', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#ffffff', '#228be6')).toBeLessThan(TEXT);
});
