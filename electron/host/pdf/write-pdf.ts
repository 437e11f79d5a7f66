import { setImmediate } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { MissingLetters } from '../../../shared/wire/desk/paper.ts';
import { openPdfText, type PdfText } from './open-pdf-text.ts';
import type { Paper, PaperPart } from './paper.ts';

const MARGIN = 40;
const TEXT_SIZE = 9;
const HEAD_SIZE = 8;
const TITLE_SIZE = 14;
const CELL_GAP = 6;
const ROW_GAP = 5;
const FOOT = 24;
const ROWS_AT_ONCE = 10;

const LETTERS_SHOWN_MAX = 10;

/**
 * Titled tables as a PDF with its fonts in it, the headings of a table again on each page that it goes
 * on to. Refused with the letters that cannot be written: a name is not left out in silence.
 */
export async function writePdf(paper: Paper): Promise<Result<Uint8Array, MissingLetters>> {
  // Loaded with the first PDF: every start would wait for it.
  const [{ default: PDFDocument }, { PDF_FONTS: fonts }] = await Promise.all([
    import('pdfkit'),
    import('./pdf-fonts.ts'),
  ]);
  const document = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, bufferPages: true, font: '', lang: 'en' },
    layout: paper.isWide ? 'landscape' : 'portrait',
    info: { Title: paper.title, Creator: 'Daybook', Producer: 'Daybook' },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  for (const { name, bytes } of fonts.all) document.registerFont(name, bytes);
  const missing = new Set<string>();
  const text = openPdfText(document, (words) => fonts.runsOf(words, missing));
  const sheet = openSheet(document, text);
  for (const [i, part] of paper.parts.entries()) {
    if (i > 0 && part.isOwnPage) sheet.turn();
    await writePart(sheet, part);
  }
  writeFeet(document, text, paper);
  document.end();
  await ended;
  if (missing.size > 0) {
    return err({ kind: 'no-letters', letters: [...missing].slice(0, LETTERS_SHOWN_MAX) });
  }
  return ok(Buffer.concat(chunks));
}

type Sheet = ReturnType<typeof openSheet>;

/** Where the next line goes, page after page. */
function openSheet(document: PDFKit.PDFDocument, text: PdfText) {
  let y = MARGIN;
  const turn = (): void => {
    document.addPage();
    y = MARGIN;
  };
  const width = (): number => document.page.width - 2 * MARGIN;
  const hasRoom = (height: number): boolean =>
    y + height <= document.page.height - MARGIN - FOOT || y === MARGIN;
  const line = (height: number): void => {
    document
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + width(), y)
      .lineWidth(height)
      .stroke('#888888');
  };
  return {
    turn,
    width,
    hasRoom,
    line,
    gap: (height: number): void => {
      y += height;
    },
    /** Wrapped within the width. */
    write: (words: string, size: number): void => {
      const lines = text.wrap(words, size, width());
      if (!hasRoom(lines.length * text.lineHeight(size))) turn();
      y = text.draw(lines, { x: MARGIN, y, size });
    },
    /** Cells beside each other, each wrapped within its share; the next line stands below them all. */
    cells: (cells: readonly (readonly string[])[], at: readonly number[], size: number): void => {
      const ends = cells.map((lines, i) => text.draw(lines, { x: MARGIN + (at[i] ?? 0), y, size }));
      y = Math.max(y, ...ends);
    },
    wrap: text.wrap,
    lineHeight: text.lineHeight,
  };
}

async function writePart(sheet: Sheet, part: PaperPart): Promise<void> {
  if (part.heading !== '') sheet.write(part.heading, TITLE_SIZE);
  for (const line of part.lines) sheet.write(line, TEXT_SIZE);
  sheet.gap(ROW_GAP);
  if (part.columns.length > 0) await writeTable(sheet, part);
  sheet.gap(TITLE_SIZE);
}

async function writeTable(sheet: Sheet, { columns, rows }: PaperPart): Promise<void> {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / all) * sheet.width() - CELL_GAP);
  const at = columns.map((_, i) =>
    widths.slice(0, i).reduce((sum, width) => sum + width + CELL_GAP, 0),
  );
  const wrapped = (row: readonly string[], size: number): readonly (readonly string[])[] =>
    columns.map((_, i) => sheet.wrap(row[i] ?? '', size, widths[i] ?? 0));
  const heightOf = (cells: readonly (readonly string[])[], size: number): number =>
    Math.max(...cells.map((lines) => lines.length), 1) * sheet.lineHeight(size) + ROW_GAP;
  const head = wrapped(
    columns.map(({ name }) => name),
    HEAD_SIZE,
  );
  const writeHead = (): void => {
    sheet.cells(head, at, HEAD_SIZE);
    sheet.gap(ROW_GAP / 2);
    sheet.line(1);
    sheet.gap(ROW_GAP / 2);
  };
  if (!sheet.hasRoom(heightOf(head, HEAD_SIZE) + 2 * sheet.lineHeight(TEXT_SIZE))) sheet.turn();
  writeHead();
  for (const [i, row] of rows.entries()) {
    // Desks are answered in between.
    if (i % ROWS_AT_ONCE === 0) await setImmediate();
    const cells = wrapped(row, TEXT_SIZE);
    if (!sheet.hasRoom(heightOf(cells, TEXT_SIZE))) {
      sheet.turn();
      writeHead();
    }
    sheet.cells(cells, at, TEXT_SIZE);
    sheet.gap(ROW_GAP / 2);
    sheet.line(0.25);
    sheet.gap(ROW_GAP / 2);
  }
}

function writeFeet(document: PDFKit.PDFDocument, text: PdfText, paper: Paper): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    const y = document.page.height - MARGIN - HEAD_SIZE;
    const words = `${paper.title}. ${paper.madeWords} Page ${page + 1} of ${count}.`;
    const [line = ''] = text.wrap(words, HEAD_SIZE, document.page.width - 2 * MARGIN);
    text.draw([line], { x: MARGIN, y, size: HEAD_SIZE });
  }
}
