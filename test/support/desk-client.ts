import { WebSocket } from 'ws';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { AnswerOf } from '../../shared/wire/desk/answers.ts';
import type { Ask } from '../../shared/wire/desk/ask.ts';
import type { DeskDown } from '../../shared/wire/desk/down.ts';
import type { DeskCollection, DeskRows } from '../../shared/wire/desk/rows.ts';
import type { SetUp } from '../../shared/wire/desk/set-up.ts';
import type { SetUpAnswer, SignInAnswer } from '../../shared/wire/desk/sign-in.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';

type Down<T extends DeskDown['type']> = Extract<DeskDown, { readonly type: T }>;
type Outcome = Down<'outcome'>['outcome'];

/** A desk without a screen: it speaks to a host as the renderer does, and keeps the rows it gets. */
export interface DeskClient extends Disposable {
  readonly send: (message: unknown) => void;
  /** The first message, already received or yet to come, that fits; it is then used up. */
  readonly next: <T extends DeskDown['type']>(
    type: T,
    fits?: (message: Down<T>) => boolean,
  ) => Promise<Down<T>>;
  readonly hello: (token?: string | null, protocol?: number) => Promise<Down<'welcome'>>;
  readonly signIn: (login: string, password: string) => Promise<SignInAnswer>;
  readonly setUp: (setUp: SetUp) => Promise<SetUpAnswer>;
  readonly ask: <A extends Ask>(ask: A) => Promise<AnswerOf<A>>;
  readonly intend: <K extends IntentKind>(
    kind: K,
    input: IntentInput<K>,
    id?: string,
  ) => Promise<Outcome>;
  readonly watch: (fromMs: number, toMs: number) => Promise<void>;
  readonly rows: <C extends DeskCollection>(collection: C) => readonly DeskRows[C][];
  /** Waits until the rows of a collection fit. */
  readonly shows: <C extends DeskCollection>(
    collection: C,
    fits: (rows: readonly DeskRows[C][]) => boolean,
  ) => Promise<void>;
  /** Every byte that the host has sent it. */
  readonly heard: () => string;
  readonly closed: Promise<void>;
  readonly close: () => void;
}

interface Waiting {
  readonly fits: (message: DeskDown) => boolean;
  readonly take: (message: DeskDown) => void;
}

/** The cookie of a browser that was let in by a host's link. */
export async function enterBy(link: string): Promise<string> {
  const answer = await fetch(link, { redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

export async function openDeskClient(pageUrl: string, desk = 'Front desk 1'): Promise<DeskClient> {
  const { host, origin } = new URL(pageUrl);
  const cookie = await enterBy(pageUrl);
  const socket = new WebSocket(`ws://${host}/desk`, { headers: { origin, cookie } });
  const received: DeskDown[] = [];
  const waiting = new Set<Waiting>();
  const lookers = new Set<() => void>();
  const collections = new Map<DeskCollection, Map<string, { readonly id: string }>>();

  const keep = (message: Down<'rows'>): void => {
    const rows = (!message.reset && collections.get(message.collection)) || new Map();
    for (const row of message.put) rows.set(row.id, row);
    for (const id of message.gone) rows.delete(id);
    collections.set(message.collection, rows);
    for (const look of lookers) look();
  };
  const heard: string[] = [];
  socket.on('message', (data) => {
    heard.push(String(data));
    const message = JSON.parse(String(data)) as DeskDown;
    if (message.type === 'rows') return keep(message);
    for (const one of waiting) {
      if (!one.fits(message)) continue;
      waiting.delete(one);
      one.take(message);
      return;
    }
    received.push(message);
  });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });

  const send = (message: unknown): void => socket.send(JSON.stringify(message));
  const next: DeskClient['next'] = (type, fits = () => true) => {
    const isIt = (message: DeskDown): boolean => message.type === type && fits(message as never);
    const known = received.findIndex(isIt);
    if (known >= 0) return Promise.resolve(received.splice(known, 1)[0] as never);
    return new Promise((resolve) => {
      waiting.add({ fits: isIt, take: resolve as (message: DeskDown) => void });
    });
  };
  const answerTo = async (message: { readonly id: string }): Promise<never> => {
    send(message);
    return (await next('answer', ({ id }) => id === message.id)).answer as never;
  };
  const newId = (): string => crypto.randomUUID();
  const rows: DeskClient['rows'] = (collection) =>
    [...(collections.get(collection)?.values() ?? [])] as never;

  return {
    send,
    next,
    hello: (token = null, protocol = PROTOCOL_VERSION) => {
      send({ type: 'hello', protocol, desk, token });
      return next('welcome');
    },
    signIn: (login, password) =>
      answerTo({ type: 'sign-in', id: newId(), login, password } as never),
    setUp: (setUp) => answerTo({ type: 'set-up', id: newId(), setUp } as never),
    ask: (ask) => answerTo({ type: 'ask', id: newId(), ask } as never),
    intend: async (kind, input, id = newId()) => {
      send({ type: 'intent', intent: { id, kind, input, atMs: 0 } });
      return (await next('outcome', ({ intentId }) => intentId === id)).outcome;
    },
    watch: async (fromMs, toMs) => {
      send({ type: 'watch', fromMs, toMs });
      await next('watching', (message) => message.fromMs === fromMs && message.toMs === toMs);
    },
    rows,
    shows: (collection, fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!fits(rows(collection))) return;
          lookers.delete(look);
          resolve();
        };
        lookers.add(look);
        look();
      }),
    heard: () => heard.join('\n'),
    closed,
    close: () => socket.close(),
    [Symbol.dispose]: () => socket.terminate(),
  };
}
