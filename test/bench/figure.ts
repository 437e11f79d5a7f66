/** One measured figure of Daybook, beside what it is compared with in the same run. */
export interface Figure {
  /** The bench it comes from, as `node test/bench/NAME.ts`. */
  readonly bench: string;
  /** What was measured, with its unit last: `one change to paint, ms`. */
  readonly name: string;
  readonly ours: number;
  readonly peer: { readonly name: string; readonly value: number } | null;
  readonly limit: Limit | null;
}

/** What a figure has to keep to: our own value, or our value divided by the peer's. */
export interface Limit {
  readonly of: 'value' | 'ratio';
  readonly at: 'most' | 'least';
  readonly than: number;
}

export const atMost = (than: number): Limit => ({ of: 'value', at: 'most', than });
export const ratioAtMost = (than: number): Limit => ({ of: 'ratio', at: 'most', than });
export const ratioAtLeast = (than: number): Limit => ({ of: 'ratio', at: 'least', than });

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

export interface Cost {
  readonly wallMs: number;
  /** Of this process, all its threads together. */
  readonly cpuMs: number;
}

export async function costOf(work: () => unknown): Promise<Cost> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/** Says one line while a bench runs. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * What a bench ends with: run alone it prints its table, run by run.ts it hands its figures up,
 * so that they stand in the table of all.
 */
export function reportFigures(figures: readonly Figure[]): void {
  if (process.send) process.send(figures);
  else say(tableOf(figures));
}

const HEADINGS = ['figure', 'ours', 'peer', 'ratio', 'limit', ''] as const;

/** Figures as the lines of a Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    `${figure.bench}: ${figure.name}`,
    digits(figure.ours),
    figure.peer === null ? '' : `${digits(figure.peer.value)} (${figure.peer.name})`,
    figure.peer === null ? '' : digits(ratioOf(figure)),
    figure.limit === null ? '' : wordsOf(figure.limit),
    figure.limit === null ? '' : verdictOn(figure, figure.limit),
  ]);
  const all = [[...HEADINGS], ...rows];
  const widths = HEADINGS.map((_, i) => Math.max(3, ...all.map((row) => row[i]?.length ?? 0)));
  const lineOf = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = lineOf(widths.map((width) => '-'.repeat(width)));
  return [lineOf(HEADINGS), rule, ...rows.map(lineOf)].join('\n');
}

const ratioOf = ({ ours, peer }: Figure): number => ours / (peer?.value ?? Number.NaN);

function verdictOn(figure: Figure, { of, at, than }: Limit): string {
  if (of === 'ratio' && figure.peer === null) return 'no peer here';
  const value = of === 'value' ? figure.ours : ratioOf(figure);
  return (at === 'most' ? value <= than : value >= than) ? 'within' : 'OVER';
}

const wordsOf = ({ of, at, than }: Limit): string =>
  `at ${at} ${digits(than)}${of === 'ratio' ? ' x peer' : ''}`;

/** Three digits that mean something, and whole numbers whole. */
function digits(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000)
    return Math.round(value).toLocaleString('en-GB');
  return String(Number(value.toPrecision(3)));
}
