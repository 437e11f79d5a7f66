import type { Browser, Page } from 'playwright-core';

/** The longest task of a window, in milliseconds. */
export interface LongestTask {
  /** By the clock: on a busy machine that is also what others did meanwhile. */
  readonly wallMs: number;
  /** That its thread took of the processor: of the task for which that is most. */
  readonly cpuMs: number;
  /** What that task did, the longest first. */
  readonly did: readonly string[];
}

/** An event of a trace (Chromium's "Trace Event Format"), times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly functionName?: string; readonly url?: string };
  };
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];
const TOLD = 3;

/** Traces a window from now on; the answer says its longest task since it was asked last. */
export async function watchTasks(
  browser: Browser,
  page: Page,
): Promise<() => Promise<LongestTask>> {
  const start = (): Promise<void> => browser.startTracing(page, { categories: CATEGORIES });
  await start();
  return async () => {
    const trace = JSON.parse(String(await browser.stopTracing())) as {
      readonly traceEvents: readonly TraceEvent[];
    };
    await start();
    return longestOf(trace.traceEvents);
  };
}

function longestOf(events: readonly TraceEvent[]): LongestTask {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const own = events.filter((event) => mains.has(threadOf(event)) && event.dur !== undefined);
  const tasks = own.filter(({ name }) => name === 'RunTask');
  const most = (of: (event: TraceEvent) => number): TraceEvent | undefined =>
    tasks.toSorted((a, b) => of(b) - of(a))[0];
  const slowest = most((task) => task.tdur ?? 0);
  return {
    wallMs: (most((task) => task.dur ?? 0)?.dur ?? 0) / 1000,
    cpuMs: (slowest?.tdur ?? 0) / 1000,
    did: slowest ? partsOf(slowest, own) : [],
  };
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;

function partsOf(task: TraceEvent, events: readonly TraceEvent[]): readonly string[] {
  const end = task.ts + (task.dur ?? 0);
  return events
    .filter((event) => event !== task && threadOf(event) === threadOf(task))
    .filter(({ ts }) => ts >= task.ts && ts <= end)
    .toSorted((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
    .slice(0, TOLD)
    .map(({ name, tdur, args }) => {
      const { functionName = '', url = '' } = args?.data ?? {};
      const where = url.split('/').at(-1);
      return `${name} ${functionName} ${where} ${Math.round((tdur ?? 0) / 1000)} ms`;
    });
}
