import type { Connector } from '../../shared/engine/store/session.ts';
import { createTestRandom, MONDAY_8_MS, type openTestEngine } from '../support/engine.ts';
import { putImageOfVersion } from '../support/newer-program.ts';
import { type CentralHost, createCentralHost } from './central-host.ts';
import { Crashed, createFaultyConnector, type FaultyConnector } from './faulty-connector.ts';
import type { Host } from './host.ts';
import { createNetwork, type Network } from './network.ts';
import { createReplicaHost, type ReplicaHost } from './replica-host.ts';
import { createSeeded, type Seeded } from './seeded.ts';
import { DEVICES, type Template } from './template.ts';
import { createSkewedClock, createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** The program that a host runs; it may be another version of it. */
export interface Program {
  readonly openTestEngine: typeof openTestEngine;
}

/** What is wrong with how a program uses its database; nothing, unless a bug is planted. */
export type Damage = (connector: Connector) => Connector;

export interface World {
  readonly seeded: Seeded;
  readonly time: VirtualTime;
  readonly network: Network;
  readonly central: CentralHost;
  readonly replicas: readonly ReplicaHost[];
  /** Another computer with what is on this one's disk. */
  readonly addCopy: (of: ReplicaHost) => Promise<ReplicaHost>;
  /** What programs threw that nobody made them throw. */
  readonly errors: readonly unknown[];
  /** Has a host run another program from its next start on. */
  readonly install: (host: Host, program: Program) => void;
  /** Whether it was given another program than the one that all had in the beginning. */
  readonly isUpdated: (host: Host) => boolean;
  /** A computer that is never seen again. */
  readonly remove: (replica: ReplicaHost) => void;
  /** Does something in which no program is made to end. */
  readonly spared: (run: () => Promise<void>) => Promise<void>;
  /** Starts again whatever has ended. */
  readonly revive: () => Promise<void>;
  readonly close: () => void;
}

/** A world as it is when a history begins: nothing in it knows of any history before. */
export async function openWorld(
  template: Template,
  seed: number,
  { program, damage }: { readonly program: Program; readonly damage: Damage },
): Promise<World> {
  const seeded = createSeeded(seed);
  const faulty = [template.central, ...template.replicas].map((connector) =>
    createFaultyConnector(damage(connector)),
  );
  const connectors: FaultyConnector[] = [...faulty];
  for (const [i, image] of template.images.entries()) {
    await putImageOfVersion(connectors[i] as Connector, image);
  }
  const time = createVirtualTime(MONDAY_8_MS, () => settle(connectors));
  const network = createNetwork(time, createSeeded(seeded.below(RANGE)));
  const errors: unknown[] = [];
  const programs = new Map<Connector, Program>();
  const partsOf = (connector: FaultyConnector) => {
    const clock = createSkewedClock(time);
    const onError = (error: unknown): void => {
      if (!(error instanceof Crashed)) errors.push(error);
    };
    const openEngine = () =>
      (programs.get(connector) ?? program).openTestEngine({
        ...{ connector, clock, seed: seeded.below(RANGE), hasBook: true },
      });
    return { time, clock, onError, openEngine };
  };
  const [first, ...others] = connectors;
  if (!first) throw new Error('There is a central.');
  const central = createCentralHost(first, partsOf(first));
  const replicas: ReplicaHost[] = [];
  const add = (computer: string, device: (typeof DEVICES)[number], connector: FaultyConnector) => {
    const random = createTestRandom(seeded.below(RANGE));
    const parts = { ...partsOf(connector), central, network, random };
    const place = { computer, device: device.replica, branchId: device.branchId };
    const replica = createReplicaHost(place, connector, parts);
    replicas.push(replica);
    return replica;
  };
  for (const [i, device] of DEVICES.entries())
    add(device.name, device, others[i] as FaultyConnector);
  const hosts = (): readonly Host[] => [central, ...replicas];
  for (const host of hosts()) await host.start();
  return {
    ...{ seeded, time, network, central, replicas, errors },
    addCopy: async (of) => {
      const device = DEVICES.find(({ replica }) => replica === of.device);
      if (!device) throw new Error('It has a device.');
      const connector = createFaultyConnector(damage(await template.spare()));
      connectors.push(connector);
      const other = programs.get(of.connector);
      if (other) programs.set(connector, other);
      return add(`Copy of ${of.computer}`, device, connector);
    },
    install: (host, other) => void programs.set(host.connector, other),
    isUpdated: (host) => programs.has(host.connector),
    remove: (replica) => {
      replica.stop();
      replicas.splice(replicas.indexOf(replica), 1);
    },
    spared: async (run) => {
      for (const { connector } of hosts()) connector.spare(true);
      await run();
      for (const { connector } of hosts()) connector.spare(false);
    },
    revive: async () => {
      for (const host of hosts()) {
        if (!host.connector.isDown()) continue;
        await host.restart();
      }
    },
    close: () => {
      for (const host of hosts()) host.stop();
    },
  };
}

const RANGE = 2 ** 31;

/** Long enough for what follows from an answer of a database to ask the next one. */
async function settle(connectors: readonly FaultyConnector[]): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    for (const { isBusy, settle: wait } of connectors) {
      if (!isBusy()) continue;
      quiet = -1;
      await wait();
    }
  }
}
