import {
  layOutSheet,
  SHEET_COLUMNS,
  type SheetPage,
  sheetMade,
} from '../../../shared/domain/day-sheets/lay-out-sheet.ts';
import type { DaySheet } from '../../../shared/model/day-sheet.ts';
import { escapeHtml } from './escape-html.ts';

/** Days on paper, a page for each doctor, as HTML without anything around it. */
export const sheetHtml = (sheets: readonly DaySheet[]): string =>
  sheets
    .flatMap((sheet) => layOutSheet(sheet).map((page) => pageHtml(page, sheetMade(sheet))))
    .join('');

const pageHtml = ({ heading, day, lines, rows }: SheetPage, made: string): string =>
  `<article><h2>${escapeHtml(`${heading}, ${day}`)}</h2>
    ${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}
    ${rows.length === 0 ? '' : tableHtml(rows)}<footer>${escapeHtml(made)}</footer></article>`;

function tableHtml(rows: SheetPage['rows']): string {
  const heads = SHEET_COLUMNS.map(({ name }) => `<th>${name}</th>`).join('');
  const body = rows.map(
    ({ cells }) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}
