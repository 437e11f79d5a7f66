import type { Paper, PaperPart } from './paper.ts';

type Row = readonly (string | number)[];

/** Figures beside each other on a sheet; more of them go into further tables. */
const FIGURES_AT_ONCE = 6;
const LABELS = 2;

/**
 * A report on paper: every row of it as it is in files (see `reportRows`), so many figures at a time,
 * and then what is known and what the figures mean.
 */
export function reportPaper(rows: readonly Row[], title: string, madeWords: string): Paper {
  const [head = [], ...rest] = rows;
  const end = rest.findIndex((row) => row.length === 0);
  const counted = rest.slice(0, end < 0 ? rest.length : end);
  const told = end < 0 ? [] : rest.slice(end + 1);
  const parts: PaperPart[] = [];
  for (let from = LABELS; from < head.length; from += FIGURES_AT_ONCE) {
    const pick = (row: Row): readonly string[] => [
      ...row.slice(0, LABELS).map(String),
      ...row.slice(from, from + FIGURES_AT_ONCE).map(String),
    ];
    parts.push({
      heading: parts.length === 0 ? title : '',
      lines: [],
      columns: pick(head).map((name, i) => ({ name, share: i === 1 ? 24 : 12 })),
      rows: counted.map(pick),
      isOwnPage: true,
    });
  }
  const columns = [
    { name: '', share: 10 },
    { name: '', share: 20 },
    { name: '', share: 70 },
  ];
  const meanings = told.map((row) => [
    ...row.slice(0, LABELS).map(String),
    row.slice(LABELS).join(' '),
  ]);
  const last = { heading: 'What the figures mean', lines: [], columns, rows: meanings };
  return {
    ...{ title, madeWords, isWide: true },
    parts: told.length === 0 ? parts : [...parts, { ...last, isOwnPage: true }],
  };
}
