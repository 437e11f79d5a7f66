import type { FontRun } from './pdf-fonts.ts';

/** What measures and draws text in whichever fonts it takes. */
export interface PdfText {
  readonly lineHeight: (size: number) => number;
  /** The text in lines of at most this width; a word that is longer is broken between letters. */
  readonly wrap: (words: string, size: number, width: number) => readonly string[];
  /** Draws lines from a place on, and says where the next one would be. */
  readonly draw: (
    lines: readonly string[],
    at: { readonly x: number; readonly y: number; readonly size: number },
  ) => number;
}

/** No cell is longer: a note of thousands of lines would be a document of its own. */
const LINES_MAX = 12;
const WIDTHS_MAX = 20_000;

export function openPdfText(
  document: PDFKit.PDFDocument,
  runsOf: (words: string) => readonly FontRun[],
): PdfText {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const lineHeight = (size: number): number => size * 1.35;
  // Most words of a sheet stand there many times. What is as wide as one point is twice that at two.
  const known = new Map<string, number>();
  const widthOf = (words: string, size: number): number => {
    const found = known.get(words);
    if (found !== undefined) return found * size;
    const width = runsOf(words).reduce(
      (sum, { font, text }) => sum + document.font(font).fontSize(1).widthOfString(text),
      0,
    );
    if (known.size < WIDTHS_MAX) known.set(words, width);
    return width * size;
  };
  const space = widthOf(' ', 1);
  const pieces = (word: string, size: number, width: number): readonly string[] => {
    if (widthOf(word, size) <= width) return [word];
    const broken: string[] = [];
    let piece = '';
    for (const { segment } of graphemes.segment(word)) {
      if (piece !== '' && widthOf(piece + segment, size) > width) {
        broken.push(piece);
        piece = '';
      }
      piece += segment;
    }
    return [...broken, piece];
  };
  const wrap = (words: string, size: number, width: number): readonly string[] => {
    const lines: string[] = [];
    let line = '';
    let taken = 0;
    for (const word of words.split(/\s+/u).filter(Boolean)) {
      for (const piece of pieces(word, size, width)) {
        const more = widthOf(piece, size);
        const isFull = line !== '' && taken + space * size + more > width;
        if (isFull) lines.push(line);
        const begins = line === '' || isFull;
        line = begins ? piece : `${line} ${piece}`;
        taken = begins ? more : taken + space * size + more;
      }
    }
    if (line !== '') lines.push(line);
    return lines.length > LINES_MAX ? [...lines.slice(0, LINES_MAX - 1), '…'] : lines;
  };
  const drawLine = (line: string, x: number, y: number, size: number): void => {
    let left = x;
    for (const { font, text } of runsOf(line)) {
      document.font(font).fontSize(size).fillColor('#000000');
      document.text(text, left, y, { lineBreak: false });
      left += widthOf(text, size);
    }
  };
  return {
    lineHeight,
    wrap,
    draw: (lines, { x, y, size }) => {
      for (const [i, line] of lines.entries()) drawLine(line, x, y + i * lineHeight(size), size);
      return y + lines.length * lineHeight(size);
    },
  };
}
