import {
  layOutSheet,
  SHEET_COLUMNS,
  sheetMade,
} from '../../../shared/domain/day-sheets/lay-out-sheet.ts';
import type { DaySheet } from '../../../shared/model/day-sheet.ts';
import type { Paper } from './paper.ts';

/** Days of a branch on paper, a page for each doctor. */
export function daySheetPaper(sheets: readonly DaySheet[]): Paper {
  const [first] = sheets;
  const days = [...new Set(sheets.map(({ day }) => day))].join(', ');
  return {
    title: `Day sheet of ${first?.branch ?? ''}, ${days}`,
    parts: sheets.flatMap(layOutSheet).map(({ heading, day, lines, rows }) => ({
      ...{ heading: `${heading}, ${day}`, lines, isOwnPage: true },
      columns: rows.length === 0 ? [] : SHEET_COLUMNS,
      rows: rows.map(({ cells }) => cells),
    })),
    madeWords: first ? sheetMade(first) : '',
    isWide: false,
  };
}
