import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BookKeys } from '../../electron/host/database/open-branch-database.ts';
import type { Seeded } from '../simulation/seeded.ts';
import { startNode } from '../support/process.ts';
import type { Asked } from './diary.ts';

const PROGRAM = fileURLToPath(new URL('../support/programs/work-for-ever.ts', import.meta.url));
/** A host that says nothing for so long is broken. */
const SILENCE_MS = 120_000;
/** From being started to having opened its book, until it was seen how long that takes. */
const START_MS = 1500;
const ANSWER_MS = 20;

/** A host that is started again and again in one folder, and killed each time. */
export interface MortalHost {
  /** What it was asked and what it answered in all its lives. */
  readonly asked: () => readonly Asked[];
  /** Starts it, and kills it before it has opened its book, as far as one can tell. */
  readonly killInStart: () => Promise<void>;
  /** Starts it, and kills it soon after so many answers. */
  readonly killAtWork: (answers: number) => Promise<void>;
}

export function createMortalHost(options: {
  readonly folder: string;
  readonly keys: BookKeys | null;
  readonly seeded: Seeded;
  /** It answers before it commits. */
  readonly isEarly?: boolean;
}): MortalHost {
  const { folder, keys, seeded, isEarly = false } = options;
  const asked = new Map<string, Asked>();
  let lives = 0;
  let startMs = START_MS;

  const start = () => {
    lives += 1;
    const startedMs = performance.now();
    const key = keys === null ? [] : ['--key', Buffer.from(keys.current).toString('hex')];
    const early = isEarly ? ['--early'] : [];
    const child = startNode(PROGRAM, [folder, '--seed', String(lives), ...key, ...early]);
    let answers = 0;
    let enough: { readonly count: number; readonly tell: () => void } | null = null;
    const take = (message: Record<string, unknown>): void => {
      if (message.ready) startMs = performance.now() - startedMs;
      const intent = message.asked as Asked['intent'] | undefined;
      if (intent) asked.set(intent.id, { intent, outcome: null });
      const known = asked.get(String(message.answered));
      if (!known) return;
      asked.set(known.intent.id, { ...known, outcome: message.outcome as Asked['outcome'] });
      answers += 1;
      if (enough && answers >= enough.count) enough.tell();
    };
    const readToTheEnd = async (): Promise<void> => {
      for (;;) {
        const message = await child.nextMessage(SILENCE_MS).catch(() => null);
        if (message === null) return;
        take(message);
      }
    };
    const read = readToTheEnd();
    return {
      hasAnswered: (count: number) =>
        Promise.race([
          new Promise<void>((tell) => {
            enough = { count, tell };
          }),
          read.then(() => {
            throw new Error(`The host ended by itself:\n${child.stderr()}`);
          }),
        ]),
      kill: async () => {
        await child.kill('SIGKILL');
        await read;
      },
    };
  };

  return {
    asked: () => [...asked.values()],
    killInStart: async () => {
      const host = start();
      await delay(seeded.next() * startMs);
      await host.kill();
    },
    killAtWork: async (answers) => {
      const host = start();
      await host.hasAnswered(answers);
      await delay(seeded.next() * ANSWER_MS);
      await host.kill();
    },
  };
}
