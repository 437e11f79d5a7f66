import type { DaySheet } from '../../../shared/model/day-sheet.ts';
import { daySheetPaper } from '../pdf/day-sheet-paper.ts';
import { writePdf } from '../pdf/write-pdf.ts';
import { escapeHtml } from './escape-html.ts';

/**
 * The same days as a PDF within the page, to be saved by whoever opened it; where a name has letters
 * that a PDF made here cannot show, which those are. Behind the password as all of the page is.
 */
export async function pdfLink(sheets: readonly DaySheet[], title: string): Promise<string> {
  const written = await writePdf(daySheetPaper(sheets));
  if (!written.ok) {
    const letters = escapeHtml(written.error.letters.join(' '));
    return `<p class="file">There is no PDF of this: it cannot show these letters: ${letters}. Print the page instead.</p>`;
  }
  const data = Buffer.from(written.value).toString('base64');
  const name = escapeHtml(`${title}.pdf`);
  return `<p class="file"><a download="${name}" href="data:application/pdf;base64,${data}">Save as PDF</a></p>`;
}
