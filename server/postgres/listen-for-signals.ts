import pg from 'pg';
import type { Timers } from '../../shared/core/timers.ts';
import { type ListenForSignals, SIGNALS } from '../../shared/engine/store/send-signal.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** A connection that broke without a word is noticed when it does not answer to this. */
const LOOK_EVERY_MS = 20_000;
const ANSWER_WITHIN_MS = 10_000;

/**
 * Listens on a connection of its own for as long as the process runs. One that breaks is opened
 * again, after waits that double up to fifteen seconds. The address has to lead to PostgreSQL
 * itself: a pooler that hands out connections for a transaction cannot listen.
 */
export const listenForSignals =
  (connectionString: string, timers: Timers): ListenForSignals =>
  (events) => {
    let isClosed = false;
    let waitMs = FIRST_WAIT_MS;
    let client: pg.Client | null = null;
    let cancel = (): void => undefined;

    const connect = async (): Promise<void> => {
      const own = new pg.Client({
        connectionString,
        application_name: 'daybook signals',
        keepAlive: true,
        connectionTimeoutMillis: ANSWER_WITHIN_MS,
        query_timeout: ANSWER_WITHIN_MS,
      });
      client = own;
      let isLost = false;
      const lose = (error: unknown): void => {
        if (isLost) return;
        isLost = true;
        cancel();
        own.end().catch(() => undefined);
        if (isClosed) return;
        events.onError(error);
        cancel = timers.after(waitMs, () => void connect());
        waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
      };
      const look = (): void => {
        own.query('select 1').then(() => {
          if (!isLost) cancel = timers.after(LOOK_EVERY_MS, look);
        }, lose);
      };
      own.on('error', lose);
      own.on('end', () => lose(new Error('The connection for signals ended.')));
      own.on('notification', ({ payload }) => events.onSignal(payload ?? ''));
      try {
        await own.connect();
        await own.query(`listen ${SIGNALS}`);
        if (isClosed || isLost) return;
        waitMs = FIRST_WAIT_MS;
        events.onListening();
        cancel = timers.after(LOOK_EVERY_MS, look);
      } catch (error) {
        lose(error);
      }
    };
    void connect();
    return {
      close: async () => {
        isClosed = true;
        cancel();
        await client?.end().catch(() => undefined);
      },
    };
  };
