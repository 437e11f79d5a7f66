import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Connection } from '../../electron/host/transport/connection.ts';

/** The desk's end of a line, as a test plays it. */
export interface DeskEnd {
  readonly send: (message: unknown) => void;
  /** The next message, in order. */
  readonly next: () => Promise<unknown>;
  readonly close: () => void;
  readonly closed: Promise<void>;
}

export interface Line {
  readonly host: Connection;
  readonly desk: DeskEnd;
  readonly dispose: () => Promise<void>;
}

/** Values that arrive one by one, for whoever asks. */
export function createInbox(): {
  readonly put: (value: unknown) => void;
  readonly next: () => Promise<unknown>;
} {
  const values: unknown[] = [];
  const waiting: ((value: unknown) => void)[] = [];
  return {
    put: (value) => {
      const first = waiting.shift();
      if (first) first(value);
      else values.push(value);
    },
    next: () =>
      values.length > 0
        ? Promise.resolve(values.shift())
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}

/**
 * What a connection owes a desk service, whichever wire it is. `openLine` has to call `attach` in
 * the turn in which the host is handed its end.
 */
export function describeTransport(
  name: string,
  openLine: (attach: (host: Connection) => void) => Promise<Line>,
): void {
  describe(`transport over ${name}`, () => {
    const inbox = createInbox();
    let seen: { closings: number };
    let hostClosed: Promise<void>;
    let line: Line;

    beforeEach(async () => {
      // A line of an earlier test may close late: it counts for itself.
      const mine = { closings: 0 };
      const closed = Promise.withResolvers<void>();
      seen = mine;
      hostClosed = closed.promise;
      line = await openLine((host) => {
        host.onMessage(inbox.put);
        host.onClose(() => {
          mine.closings += 1;
          closed.resolve();
        });
      });
    });
    afterEach(() => line.dispose());

    test('messages arrive in order and unchanged, both ways', async () => {
      const messages = [{ n: 1, text: 'Søren "π"\n' }, { list: [null, true, 0.5] }, 'word', 7];
      for (const message of messages) line.desk.send(message);
      for (const message of messages) expect(await inbox.next()).toEqual(message);
      for (const message of messages) line.host.send(message);
      for (const message of messages) expect(await line.desk.next()).toEqual(message);
    });

    test('a message that waits for the next comes before it, and by itself if there is none', async () => {
      for (const n of [1, 2]) line.host.send(n, true);
      line.host.send(3);
      for (const n of [1, 2, 3]) expect(await line.desk.next()).toBe(n);
      line.host.send('alone', true);
      expect(await line.desk.next()).toBe('alone');
    });

    test('a large message arrives whole', async () => {
      const rows = Array.from({ length: 20_000 }, (_, n) => ({ n, name: 'Meera Iyer' }));
      line.host.send({ rows });
      expect(await line.desk.next()).toEqual({ rows });
    });

    test('when the desk leaves, the host hears it once', async () => {
      line.desk.close();
      await hostClosed;
      expect(seen.closings).toBe(1);
      line.host.send({ late: true });
      line.host.close();
      expect(seen.closings).toBe(1);
    });

    test('when the host closes, the desk hears it', async () => {
      line.host.close();
      await line.desk.closed;
      await hostClosed;
      line.host.send({ late: true });
      expect(seen.closings).toBe(1);
    });
  });
}
