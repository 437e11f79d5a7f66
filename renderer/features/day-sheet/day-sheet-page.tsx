import { SHEET_COLUMNS, type SheetPage } from '../../../shared/domain/day-sheets/lay-out-sheet.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';

const HEAD = SHEET_COLUMNS.map(({ name }) => name);

/** One doctor's day, on a page of its own. */
export function DaySheetPage(props: { readonly page: SheetPage; readonly made: string }) {
  const { heading, day, lines, rows } = props.page;
  return (
    <article className="sheet-page" aria-label={heading}>
      <h2>
        {heading} <span>{day}</span>
      </h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <SimpleTable head={HEAD} rows={rows} />
      <footer>{props.made}</footer>
    </article>
  );
}
