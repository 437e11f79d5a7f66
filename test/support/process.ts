import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface NodeProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A program of ours under this Node, as a test sees it. */
export interface NodeProcess extends AsyncDisposable {
  readonly pid: number;
  /** The next line of standard output that is a JSON object; lines before it are skipped. */
  readonly nextMessage: (timeoutMs?: number) => Promise<Record<string, unknown>>;
  /** Everything written to standard error so far. */
  readonly stderr: () => string;
  /** Sends a signal and waits for the end: the exit code, or the signal that ended it. */
  readonly kill: (signal?: NodeJS.Signals) => Promise<number | NodeJS.Signals>;
  /** Waits for an end of its own. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** A host that a test starts lets in as many browsers as come by its link. */
const MANY_BROWSERS = { DAYBOOK_DESK_CODE: 'a-code-of-tests' };
const MESSAGE_TIMEOUT_MS = 30_000;

/**
 * Starts `file` under the Node that runs this test. Write `await using` and it is gone at the end
 * of the test, and it cannot outlive the test's own process.
 */
export function startNode(
  file: string,
  args: readonly string[] = [],
  options: NodeProcessOptions = {},
): NodeProcess {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: options.cwd,
    env: { ...MANY_BROWSERS, ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stderr: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  const messages = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = endOf(child);
  const killChild = (): boolean => child.kill('SIGKILL');
  process.once('exit', killChild);
  child.once('close', () => process.off('exit', killChild));

  const kill = (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal);
    return ended;
  };
  const silence = (why: string): Error =>
    new Error(`${file} ${why}. Its standard error:\n${stderr.join('')}`);

  return {
    pid: child.pid ?? -1,
    stderr: () => stderr.join(''),
    ended,
    kill,
    nextMessage: async (timeoutMs = MESSAGE_TIMEOUT_MS) => {
      const timer = new AbortController();
      const late = delay(timeoutMs, undefined, { signal: timer.signal, ref: false }).then(() => {
        throw silence(`said nothing within ${timeoutMs} ms`);
      });
      try {
        return await Promise.race([nextJsonObject(messages, silence), late]);
      } finally {
        timer.abort();
        late.catch(() => undefined);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await kill();
    },
  };
}

async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = await once(child, 'close');
  return code ?? signal;
}

async function nextJsonObject(
  lines: AsyncIterator<string>,
  silence: (why: string) => Error,
): Promise<Record<string, unknown>> {
  while (true) {
    const line = await lines.next();
    if (line.done) throw silence('ended without the expected message');
    const message = parseObject(line.value);
    if (message) return message;
  }
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
}
