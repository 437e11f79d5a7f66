import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { EmailOptions } from '../../server/notify/notify-options.ts';

/** How the server treats one message; `take` without a plan. */
type Behaviour =
  | 'take'
  | 'take-slowly'
  | 'busy'
  | 'closing'
  | 'refuse'
  | 'drop-before'
  | 'take-and-drop'
  | 'take-and-hang';

/** How long a server takes that is slow. */
const SLOW_MS = 1000;

/** A server for e-mail that does what it is told to. */
export interface SmtpStandIn extends AsyncDisposable {
  readonly options: EmailOptions;
  /** What it took, as it came over the line. */
  readonly taken: readonly string[];
  readonly plan: (...next: Behaviour[]) => void;
}

export async function openSmtpStandIn(): Promise<SmtpStandIn> {
  const taken: string[] = [];
  const plan: Behaviour[] = [];
  const refused = (code: number, said: string): Error =>
    Object.assign(new Error(said), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, session, done) => {
      if (plan[0] !== 'drop-before') return done();
      plan.shift();
      cut(server, session.id);
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const behaviour = plan.shift() ?? 'take';
        if (behaviour === 'busy') return done(refused(451, 'Try again later'));
        if (behaviour === 'closing') return done(refused(421, 'Service not available'));
        if (behaviour === 'refuse') return done(refused(550, 'No such user here'));
        taken.push(Buffer.concat(parts).toString('utf8'));
        if (behaviour === 'take-and-drop') return cut(server, session.id);
        if (behaviour === 'take-and-hang') return;
        if (behaviour === 'take-slowly') return void setTimeout(done, SLOW_MS);
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    options: {
      url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
      ...{ user: null, password: null, from: 'Lakeside Clinics <clinic@lakeside.example>' },
    },
    taken,
    plan: (...next) => void plan.push(...next),
    [Symbol.asyncDispose]: () => new Promise((done) => server.close(() => done())),
  };
}

/** Ends a session's connection without a word. */
function cut(server: SMTPServer, sessionId: string): void {
  const { connections } = server as unknown as {
    readonly connections: Set<{ readonly id: string; readonly _socket: { destroy: () => void } }>;
  };
  for (const connection of connections) {
    if (connection.id === sessionId) connection._socket.destroy();
  }
}
