import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import { toErrorRecord } from '../../shared/core/error-record.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import { loadFeeds } from '../../shared/engine/queries/load-feeds.ts';
import { loadRevoked } from '../../shared/engine/queries/load-revoked.ts';
import type { ListenForSignals, Signal } from '../../shared/engine/store/send-signal.ts';
import type { Wakes } from './accept-wakes.ts';
import type { WakeHub } from './create-wake-hub.ts';

const replicaOf = { organisationId: z.uuid(), replica: z.string() };

/** Another process may be of another version: what it says and we do not know is passed over. */
const signalSchema: z.ZodType<Signal> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moved'), organisationId: z.uuid(), seq: z.int() }),
  z.object({ kind: z.literal('recall'), ...replicaOf }),
  z.object({ kind: z.literal('dismiss'), ...replicaOf }),
]);

/**
 * Does for the replicas that listen here what other processes of central were asked to do. What was
 * said while the connection was gone is made up for once it is back: how far every feed is, and who
 * is not listened to any more. A recall that was lost waits for the replica to come by itself.
 */
export function followSignals(
  { engine, listen }: { readonly engine: Engine; readonly listen: ListenForSignals | null },
  {
    hub,
    wakes,
    log,
  }: {
    readonly hub: Pick<WakeHub, 'moved' | 'recall'>;
    readonly wakes: Wakes;
    readonly log: FastifyBaseLogger;
  },
): { readonly close: () => Promise<void> } {
  if (listen === null) return { close: async () => undefined };
  const catchUp = async (): Promise<void> => {
    for (const { organisationId, seq } of await engine.store.read(loadFeeds)) {
      hub.moved(organisationId, seq);
    }
    const listening = wakes.listening();
    const revoked = await engine.store.read((db) => loadRevoked(db, listening));
    for (const replica of revoked) wakes.dismiss(replica);
  };
  return listen({
    onSignal: (text) => {
      const signal = parseSignal(text);
      if (signal?.kind === 'moved') hub.moved(signal.organisationId, signal.seq);
      if (signal?.kind === 'recall') hub.recall(signal);
      if (signal?.kind === 'dismiss') wakes.dismiss(signal);
    },
    onListening: () => {
      catchUp().catch((error: unknown) =>
        log.error({ error: toErrorRecord(error) }, 'Missed signals could not be made up for.'),
      );
    },
    onError: (error) =>
      log.warn({ error: toErrorRecord(error) }, 'Other processes cannot be heard now.'),
  });
}

function parseSignal(text: string): Signal | null {
  try {
    return signalSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
