import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { build, preview } from 'vite';
import { findChromium } from '../support/find-chromium.ts';
import { measurePage, type PageFigures } from './calendar/measure-page.ts';
import { measureStarts, type StartFigures } from './calendar/measure-start.ts';
import { atMost, type Figure, type Limit, median, ratioAtMost, reportFigures } from './figure.ts';
import { installPeer } from './install-peer.ts';

/**
 * The schedule against FullCalendar, and against stock react-big-calendar, which it is made from:
 * eight doctors, 10,000 appointments loaded, 336 on the shown day. Each round opens a fresh page
 * for each of them, in turn, so that a busy machine hurts all alike; medians are taken. Ratios
 * count more than milliseconds. Then the whole way of the program, from the rows that a host tells
 * to the picture, with books of several sizes; and the first picture of a window that is opened.
 * Run by `node test/bench/calendar.ts [SIZE...]`.
 */
const COUNT = 10_000;
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, COUNT, 50_000];
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
/** Stock needs half a minute a page; it is far off anyway. */
const STOCK_ROUNDS = Math.min(ROUNDS, 3);

const NAMES: Readonly<Record<keyof PageFigures, string>> = {
  renderMs: 'day first render, ms',
  renderCpuMs: 'day first render, CPU ms',
  changeMs: 'one changed appointment to paint, ms',
  changeCpuMs: 'one changed appointment, CPU ms',
  nextDayMs: 'next day, ms',
  nextDayCpuMs: 'next day, CPU ms',
  dragP95Ms: 'drag move p95, ms',
  dragCpuMs: 'drag move, CPU ms',
  dropMs: 'drop to paint, ms',
  heapMb: 'JS heap, MB',
  nodes: 'DOM nodes',
};

const LIMITS: Partial<Record<keyof PageFigures, Limit>> = {
  renderMs: ratioAtMost(0.5),
  changeMs: atMost(25),
  dragP95Ms: atMost(50),
  heapMb: atMost(16),
};

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

type Measured = Readonly<Record<string, readonly PageFigures[]>>;

/** The pages of this bench, built as they would ship, in one browser. */
async function measureAll(): Promise<Figure[]> {
  const withFullCalendar = installPeer('fullcalendar');
  const configFile = file('./calendar/vite.config.ts');
  await build({ configFile, logLevel: 'error' });
  const server = await preview({ configFile, logLevel: 'error', preview: { port: 0 } });
  const base = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch(await findChromium('imitated'));
  try {
    const measure = (page: string, count: number) => measurePage(browser, `${base}${page}`, count);
    const peers = await measurePeers((page) => measure(page, COUNT), withFullCalendar);
    const books = await measureBooks((count) => measure('calendar/book.html', count));
    return [...toFigures(peers), ...books, ...(await startFigures(browser))];
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measurePeers(
  measure: (page: string) => Promise<PageFigures>,
  withFullCalendar: boolean,
): Promise<Measured> {
  const measured = {
    daybook: [] as PageFigures[],
    FullCalendar: [] as PageFigures[],
    'stock react-big-calendar': [] as PageFigures[],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    measured.daybook.push(await measure('calendar/daybook.html'));
    if (withFullCalendar) {
      measured.FullCalendar.push(await measure('fullcalendar/fullcalendar.html'));
    }
    if (round < STOCK_ROUNDS) {
      measured['stock react-big-calendar'].push(await measure('calendar/stock.html'));
    }
  }
  return measured;
}

/** The whole way of the program, at every size in turn. */
async function measureBooks(measure: (count: number) => Promise<PageFigures>): Promise<Figure[]> {
  const pages = new Map(SIZES.map((size) => [size, [] as PageFigures[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [size, measured] of pages) measured.push(await measure(size));
  }
  return [...pages].flatMap(([size, measured]) =>
    BOOK_KEYS.map((key) => ({
      bench: 'calendar',
      name: `from the rows of ${size.toLocaleString('en-GB')}: ${NAMES[key]}`,
      ours: median(measured.map((page) => page[key])),
      peer: null,
      limit: bookLimit(key, size),
    })),
  );
}

const BOOK_KEYS = [
  ...(['renderMs', 'renderCpuMs', 'changeMs', 'changeCpuMs'] as const),
  ...(['dragP95Ms', 'dragCpuMs', 'heapMb'] as const),
];

/** A change and a drag keep to theirs at any size; the memory to its own up to the plan's size. */
function bookLimit(key: keyof PageFigures, size: number): Limit | null {
  if (key === 'heapMb' && size > COUNT) return null;
  return key === 'renderMs' ? null : (LIMITS[key] ?? null);
}

async function startFigures(browser: Browser): Promise<Figure[]> {
  const starts = await measureStarts(browser, ROUNDS);
  const of = (key: keyof StartFigures): number => median(starts.map((start) => start[key]));
  const program = { name: 'the program’s first picture', value: of('programMs') };
  const alone = { bench: 'calendar', peer: null, limit: null };
  return [
    {
      ...{ bench: 'calendar', name: 'first paint of the frame, ms', ours: of('paintMs') },
      ...{ peer: program, limit: ratioAtMost(1) },
    },
    { ...alone, name: 'the day stands in a window opened again, ms', ours: of('dayMs') },
    {
      ...alone,
      name: 'the day stands in a window opened again, CPU of all, ms',
      ours: of('dayCpuMs'),
    },
  ];
}

function toFigures({ daybook = [], ...peers }: Measured): Figure[] {
  const names = Object.keys(NAMES) as (keyof PageFigures)[];
  return Object.entries(peers)
    .filter(([, pages]) => pages.length > 0)
    .flatMap(([peer, pages], i) =>
      names.map((key) => ({
        bench: 'calendar',
        name: NAMES[key],
        ours: median(daybook.map((page) => page[key])),
        peer: { name: peer, value: median(pages.map((page) => page[key])) },
        // The plan's limits are set against the first peer.
        limit: i === 0 ? (LIMITS[key] ?? null) : null,
      })),
    );
}

/** What a desk loads, in kB gzipped: to ask who is there, and to show that person's day. */
async function scriptFigures(): Promise<Figure[]> {
  const configFile = file('../../build/renderer.vite.config.ts');
  const built = await build({ configFile, logLevel: 'error', build: { write: false } });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const chunks = outputs.filter((output) => output.type === 'chunk');
  const kbOf = (modules: readonly string[]): number => {
    const wanted = new Set(chunks.filter(holdsOneOf(modules)));
    for (const chunk of wanted) {
      for (const other of chunks) if (chunk.imports.includes(other.fileName)) wanted.add(other);
    }
    const bytes = [...wanted].map((chunk) => gzipSync(chunk.code).byteLength);
    return bytes.reduce((sum, size) => sum + size, 0) / 1000;
  };
  const toStart = ['/renderer/app/main.tsx', '/renderer/app/start.tsx'];
  const toDay = [...toStart, '/renderer/features/schedule/screen/schedule-screen.tsx'];
  return [
    scriptFigure('JavaScript up to the sign-in, kB gzipped', kbOf(toStart)),
    scriptFigure('JavaScript up to the day, kB gzipped', kbOf(toDay)),
  ];
}

const holdsOneOf =
  (modules: readonly string[]) =>
  ({ moduleIds }: { readonly moduleIds: readonly string[] }): boolean =>
    modules.some((name) => moduleIds.some((id) => id.replaceAll('\\', '/').endsWith(name)));

const scriptFigure = (name: string, ours: number): Figure => ({
  ...{ bench: 'calendar', name, ours, peer: null, limit: atMost(300) },
});

reportFigures([...(await measureAll()), ...(await scriptFigures())]);
