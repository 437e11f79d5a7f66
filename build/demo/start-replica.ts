import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SAMPLE_PASSWORD, SAMPLE_USERS } from '../../shared/sample/sample-users.ts';
import type { SyncStatus } from '../../shared/wire/desk/status.ts';
import type { DemoReplica } from './demo-replicas.ts';
import { type DemoDesk, openDeskLine } from './open-desk-line.ts';
import { type Program, startProgram } from './start-program.ts';

export interface RunningReplica {
  readonly name: string;
  /** Opens its desk, signed in. */
  readonly link: string;
  readonly port: number;
  readonly status: () => SyncStatus | null;
  readonly isCut: () => boolean;
  readonly cut: (cut: boolean) => Promise<void>;
  /** Ends its host as a power cut would and starts it where it was, its network as it was. */
  readonly restart: () => Promise<void>;
  /** Resolves when its host is gone and nobody starts it again. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ReplicaPlace {
  readonly root: string;
  readonly node: string;
  readonly folder: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly controlToken: string;
  readonly centralUrl: string;
}

const HOST = 'electron/host/main.ts';
/** The accounts come with the first exchange. */
const SIGN_IN_TRIES = 60;
const SIGN_IN_EVERY_MS = 1_500;

/** Starts the host of a replica, has it join central if it did not before, and signs in. */
export async function startReplica(
  replica: DemoReplica,
  place: ReplicaPlace,
): Promise<RunningReplica> {
  const { controlToken, centralUrl } = place;
  const gone = Promise.withResolvers<void>();
  let running = await startHost(replica, place, { port: place.port, isCut: false });
  const { origin } = new URL(running.program.url);
  const port = Number(new URL(origin).port);
  if (!running.desk.welcome.replica) await joinCentral(running.desk, replica, centralUrl);
  const token = await signIn(running.desk, replica.login);
  const follow = ({ program }: RunningHost): void => {
    void program.ended.then(() => {
      if (running.program === program && !isRestarting) gone.resolve();
    });
  };
  const network = createSwitch(origin, controlToken);
  let isRestarting = false;
  const restart = async (): Promise<void> => {
    isRestarting = true;
    running.desk.close();
    await running.program.kill();
    const again = startHost(replica, place, { port, isCut: network.isCut() });
    again.catch(() => gone.resolve());
    running = await again;
    isRestarting = false;
    follow(running);
    await signIn(running.desk, replica.login);
  };
  follow(running);
  return {
    name: replica.name,
    link: `${origin}/open/${controlToken}#code=${token}`,
    port,
    status: () => running.desk.status(),
    ...network,
    restart,
    ended: gone.promise,
    stop: async () => {
      running.desk.close();
      await running.program.stop();
    },
  };
}

interface RunningHost {
  readonly program: Program;
  /** The demo's own line to it. */
  readonly desk: DemoDesk;
}

interface Start {
  readonly port: number;
  readonly isCut: boolean;
}

/** The command line of a replica's host, its program first. */
export function hostCommand(
  { key }: Pick<DemoReplica, 'key'>,
  place: Pick<ReplicaPlace, 'root' | 'folder' | 'controlToken'>,
  { port, isCut }: Start,
): readonly string[] {
  return [
    join(place.root, HOST),
    '--serve',
    '--json',
    ...['--data-folder', join(place.folder, key)],
    ...['--key-folder', join(place.folder, 'keys')],
    ...['--port', String(port)],
    // In one word: one token of 64 begins with a dash, and would be taken for an option.
    `--control-token=${place.controlToken}`,
    ...(isCut ? ['--cut'] : []),
  ];
}

async function startHost(
  replica: DemoReplica,
  place: ReplicaPlace,
  start: Start,
): Promise<RunningHost> {
  // The links of the demo are for trying things out: they work for any number of browsers.
  const env = { DAYBOOK_DESK_CODE: place.controlToken };
  const program = await startProgram(place.node, hostCommand(replica, place, start), env);
  return { program, desk: await openDeskLine(program.url) };
}

async function joinCentral(desk: DemoDesk, replica: DemoReplica, url: string): Promise<void> {
  const { name, kind, branchId, doctorId } = replica;
  const [{ login }] = SAMPLE_USERS;
  const asked = { login, password: SAMPLE_PASSWORD, name, kind, branchId, doctorId };
  const answer = await fetch(new URL('/v1/codes', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  if (!answer.ok) throw new Error(`Central gives no code for ${name}: ${await answer.text()}`);
  const { code } = (await answer.json()) as { readonly code: string };
  const joined = await desk.join(url, code);
  if (!joined.ok) throw new Error(`${name} could not join: ${joined.error.kind}.`);
}

/** A token that signs a browser in, once the account has arrived. */
async function signIn(desk: DemoDesk, login: string): Promise<string> {
  for (let tries = 0; tries < SIGN_IN_TRIES; tries += 1) {
    const answer = await desk.signIn(login, SAMPLE_PASSWORD);
    if (answer.ok) return answer.value.token;
    await delay(SIGN_IN_EVERY_MS);
  }
  throw new Error(`The account ${login} did not arrive from central.`);
}

function createSwitch(origin: string, token: string): Pick<RunningReplica, 'cut' | 'isCut'> {
  let isCut = false;
  return {
    isCut: () => isCut,
    cut: async (cut) => {
      const answer = await fetch(new URL('/control/network', origin), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ cut }),
      });
      if (!answer.ok) throw new Error(`The network could not be switched: ${answer.status}.`);
      isCut = cut;
    },
  };
}
