import { randomUUID } from 'node:crypto';
import type { Result } from '../../shared/core/result.ts';
import type { DeskDown } from '../../shared/wire/desk/down.ts';
import type { SetUpAnswer, SignInAnswer } from '../../shared/wire/desk/sign-in.ts';
import type { SyncStatus } from '../../shared/wire/desk/status.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';

type Welcome = Extract<DeskDown, { readonly type: 'welcome' }>;

/** The demo's own desk at a replica: it joins central, signs in, and hears how things stand. */
export interface DemoDesk {
  readonly welcome: Welcome;
  readonly join: (centralUrl: string, code: string) => Promise<SetUpAnswer>;
  readonly signIn: (login: string, password: string) => Promise<SignInAnswer>;
  /** As last heard; null before anyone signed in. */
  readonly status: () => SyncStatus | null;
  readonly close: () => void;
}

/** Opens a line to the replica that printed this link. */
export async function openDeskLine(link: string): Promise<DemoDesk> {
  const { host, origin } = new URL(link);
  const entered = await fetch(link, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/desk`, { headers: { origin, cookie } });
  const answers = new Map<string, (answer: never) => void>();
  let status: SyncStatus | null = null;
  const send = (message: object): void => socket.send(JSON.stringify(message));
  const ask = <A extends Result<unknown, unknown>>(message: object): Promise<A> =>
    new Promise((resolve) => {
      const id = randomUUID();
      answers.set(id, resolve as (answer: never) => void);
      send({ ...message, id });
    });

  const welcome = await new Promise<Welcome>((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error(`No replica answers at ${origin}.`)));
    socket.addEventListener('open', () =>
      send({ type: 'hello', protocol: PROTOCOL_VERSION, desk: 'Demo', token: null }),
    );
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as DeskDown;
      if (message.type === 'welcome') resolve(message);
      if (message.type === 'status') status = message.status;
      if (message.type !== 'answer') return;
      answers.get(message.id)?.(message.answer as never);
      answers.delete(message.id);
    });
  });
  return {
    welcome,
    join: (centralUrl, code) => ask({ type: 'set-up', setUp: { kind: 'join', centralUrl, code } }),
    signIn: (login, password) => ask({ type: 'sign-in', login, password }),
    status: () => status,
    close: () => socket.close(),
  };
}
