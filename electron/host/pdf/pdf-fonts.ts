import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';

/**
 * The files of the fonts in the order in which a letter is looked for in them: Inter for Latin,
 * Cyrillic, Greek and Vietnamese, Noto for Devanagari and Bengali.
 */
const FILES = [
  ...['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'].map(
    (letters) => `@fontsource/inter/files/inter-${letters}-400-normal.woff`,
  ),
  ...['devanagari', 'bengali'].map(
    (letters) =>
      `@fontsource/noto-sans-${letters}/files/noto-sans-${letters}-${letters}-400-normal.woff`,
  ),
];

/** A stretch of text in one font. */
export interface FontRun {
  readonly font: string;
  readonly text: string;
}

interface PdfFonts {
  readonly all: readonly { readonly name: string; readonly bytes: Buffer }[];
  /** The text font by font; what no font has is put into `missing`, and left out. */
  readonly runsOf: (text: string, missing: Set<string>) => readonly FontRun[];
}

/** Controls, and what turns the direction of writing around, are no letters of a name. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
/** Joins letters or keeps them apart, and has no look of its own. */
const JOINERS = /[\u200c\u200d]/u;

function openPdfFonts(): PdfFonts {
  const { resolve } = createRequire(import.meta.url);
  const fonts = FILES.map((name) => {
    const bytes = readFileSync(resolve(name));
    const font = create(bytes);
    if (!('hasGlyphForCodePoint' in font)) throw new Error(`${name} holds more than one font.`);
    return { name, bytes, font };
  });
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const has = (one: (typeof fonts)[number], cluster: string): boolean =>
    [...cluster].every(
      (letter) => JOINERS.test(letter) || one.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    );
  const runsOf = (text: string, missing: Set<string>): readonly FontRun[] => {
    const runs: { font: string; text: string }[] = [];
    let current: (typeof fonts)[number] | undefined;
    const clean = text.normalize('NFC').replace(INVISIBLE, ' ');
    for (const { segment } of graphemes.segment(clean)) {
      const found: (typeof fonts)[number] | undefined =
        current && has(current, segment) ? current : fonts.find((one) => has(one, segment));
      if (!found) {
        missing.add(segment);
        continue;
      }
      const last = runs.at(-1);
      if (found === current && last) last.text += segment;
      else runs.push({ font: found.name, text: segment });
      current = found;
    }
    return runs;
  };
  return { all: fonts.map(({ name, bytes }) => ({ name, bytes })), runsOf };
}

/** Read and looked into once: whoever writes the first PDF loads this module, for no start waits for it. */
export const PDF_FONTS: PdfFonts = openPdfFonts();
