import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createNodeChecker } from '../../electron/host/backup/backup-checker.ts';
import type { BookKeys } from '../../electron/host/database/open-branch-database.ts';
import { openBook } from '../../electron/host/open-book.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import { createSeeded, type Seeded } from '../simulation/seeded.ts';
import { type DeskClient, openDeskClient } from '../support/desk-client.ts';
import {
  aSeries,
  createTestClock,
  DR_SEN,
  EVERY_WORKDAY,
  openTestEngine,
  setUpClinic,
} from '../support/engine.ts';
import { startNode } from '../support/process.ts';
import { fileOf, HOST } from '../support/programs.ts';
import { quickHash } from '../support/real-central.ts';
import { actAtDesk, type Memory } from './desk-acts.ts';
import type { Asked, Diary } from './diary.ts';
import { withDiary } from './open-desks.ts';

const READY_MS = 120_000;
const START_MS = 3_000;
const ANSWER_MS = 20;
const DESKS = 3;
const USER = { login: 'asha', password: 'a quiet morning' };

/** The host as it is run, with desks on their lines; it is killed and started again in one folder. */
export interface MortalRealHost {
  readonly keys: BookKeys;
  /** What desks asked it and what it answered in all its lives. */
  readonly asked: () => readonly Asked[];
  /** Starts it, and kills it somewhere on its way to its first desk. */
  readonly killInStart: () => Promise<void>;
  /** Starts it, lets desks work, and kills it soon after so many answers. */
  readonly killAtWork: (answers: number) => Promise<void>;
}

/** Makes a clinic's book in `folder`, as a host would have it, for hosts to be killed over. */
export async function openMortalRealHost(folder: string, seeded: Seeded): Promise<MortalRealHost> {
  const asked = new Map<string, Asked>();
  let answered = 0;
  let enough: { readonly count: number; readonly tell: () => void } | null = null;
  const diary: Diary = {
    asked: (intent) => void asked.set(intent.id, { intent, outcome: null }),
    answered: (id, outcome) => {
      const known = asked.get(id);
      if (known) asked.set(id, { ...known, outcome });
      answered += 1;
      if (enough && answered >= enough.count) enough.tell();
    },
  };
  const keys = await makeBook(folder, diary);
  fs.writeFileSync(join(folder, 'index.html'), '');
  const memory: Memory = {
    appointments: [],
    intents: [...asked.keys()].slice(-1),
    nowMs: Date.now(),
  };
  const start = () =>
    startNode(fileOf(HOST), [
      ...['--data-folder', join(folder, 'data'), '--key-folder', join(folder, 'keys')],
      ...['--serve', '--json', '--renderer', folder],
    ]);
  return {
    keys,
    asked: () => [...asked.values()],
    killInStart: async () => {
      await using host = start();
      await delay(seeded.next() * START_MS);
      await host.kill('SIGKILL');
    },
    killAtWork: async (answers) => {
      await using host = start();
      const { url } = await host.nextMessage(READY_MS);
      answered = 0;
      const worked = new Promise<void>((tell) => {
        enough = { count: answers, tell };
      });
      const seeds = Array.from({ length: DESKS }, () => seeded.below(2 ** 31));
      const desks = seeds.map((seed) => workAtDesk(String(url), createSeeded(seed), memory, diary));
      await Promise.race([worked, Promise.all(desks)]);
      if (answered < answers) throw new Error(`The host ended by itself:\n${host.stderr()}`);
      await delay(seeded.next() * ANSWER_MS);
      await host.kill('SIGKILL');
      await Promise.all(desks);
    },
  };
}

async function makeBook(folder: string, diary: Diary): Promise<BookKeys> {
  const dataFolder = join(folder, 'data');
  fs.mkdirSync(dataFolder, { recursive: true });
  const options = { dataFolder, templateFolder: null, keyFolder: join(folder, 'keys') };
  const { database, keyring } = await openBook(options, {
    ...{ shell: null, nowMs: Date.now, checker: createNodeChecker(options) },
    onAbort: (error) => {
      throw error;
    },
    secrets: { passphrase: null, recoveryKey: null },
  });
  const clock = createTestClock(Date.now());
  const { connector } = database;
  const engine = withDiary(await openTestEngine({ connector, clock }), diary);
  await setUpClinic(engine);
  const rule = EVERY_WORKDAY;
  const inPairs = { doctorId: DR_SEN, capacity: 2 };
  await engine.ask('create-series', aSeries(engine.newId(), { rule }));
  await engine.ask('create-series', aSeries(engine.newId(), { rule, ...inPairs }));
  const account = await engine.ask('save-user', {
    ...{ id: engine.newId(), login: USER.login, name: 'Asha Roy', role: 'admin' },
    ...{ doctorId: null, branchIds: [], active: true },
    passwordHash: await quickHash(USER.password),
  });
  if (!account.ok) throw new Error(JSON.stringify(account.error));
  const { current } = keyring.bookKeys();
  await database.close();
  return { current, former: null };
}

/** One desk, from its sign-in until the host is gone. */
async function workAtDesk(
  url: string,
  seeded: Seeded,
  memory: Memory,
  diary: Diary,
): Promise<void> {
  using desk: DeskClient = await openDeskClient(url);
  let isGone = false;
  const gone = desk.closed.then(() => {
    isGone = true;
  });
  const work = async (): Promise<void> => {
    await desk.hello();
    const signedIn = await desk.signIn(USER.login, USER.password);
    if (!signedIn.ok) throw new Error(`No desk signs in: ${signedIn.error.kind}`);
    const ask = askOver(desk, diary);
    while (!isGone) await actAtDesk({ ask, newId: randomUUID }, seeded, memory);
  };
  await Promise.race([work(), gone]);
}

/** A desk without an answer waits for ever; whoever killed the host does not. */
const askOver =
  (desk: DeskClient, diary: Diary) =>
  async <K extends IntentKind>(
    kind: K,
    input: IntentInput<K>,
    { id = randomUUID() }: { readonly id?: string } = {},
  ) => {
    diary.asked({ id, kind, input, atMs: 0 } as Asked['intent']);
    const said = await desk.intend(kind, input, id);
    const { recordId = null, undoable = false } = said.ok ? said : {};
    const outcome = said.ok
      ? ({ ok: true, value: { recordId, undoable } } as const)
      : ({ ok: false, error: said.refusal } as const);
    diary.answered(id, outcome);
    return outcome;
  };
