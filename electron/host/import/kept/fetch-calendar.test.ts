import { createGzip, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FETCHED_BYTES_MAX } from '../../../../shared/wire/desk/import-choices.ts';
import {
  type CalendarServer,
  openCalendarServer,
  serving,
  status,
} from '../../../../test/support/calendar-server.ts';
import { type FetchHands, type FetchWish, fetchCalendar } from './fetch-calendar.ts';

let server: CalendarServer;
beforeEach(async () => {
  server = await openCalendarServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const HERE = { address: '127.0.0.1', family: 4 };
const SECRET = 'private-a1b2c3';

async function fetchIt(
  wish: Partial<FetchWish> = {},
  hands: Partial<FetchHands> = {},
): Promise<{ readonly result: unknown; readonly text: string }> {
  const parts: Uint8Array[] = [];
  const result = await fetchCalendar(
    { resolve: async () => [HERE], timeoutMs: 5000, isCut: () => false, ...hands },
    {
      url: new URL(server.url()),
      mayReach: (address) => address === '127.0.0.1',
      ...{ known: null, signal: new AbortController().signal },
      take: (bytes) => parts.push(bytes),
      ...wish,
    },
  );
  return { result, text: Buffer.concat(parts).toString() };
}
const trouble = (why: string, code: number | null = null) => ({
  ok: false,
  error: { kind: 'address-trouble', why, status: code },
});

test('a calendar comes as it is or packed, with what the server calls it [CS2]', async () => {
  server.answer(serving('BEGIN:VCALENDAR', { etag: '"7"', 'last-modified': 'Mon' }));
  expect(await fetchIt()).toEqual({
    result: { ok: true, value: { kind: 'fetched', etag: '"7"', lastModified: 'Mon' } },
    text: 'BEGIN:VCALENDAR',
  });
  server.answer(serving(gzipSync('BEGIN:VCALENDAR'), { 'content-encoding': 'gzip' }));
  expect((await fetchIt()).text).toBe('BEGIN:VCALENDAR');
  expect(server.asked[1]?.headers['accept-encoding']).toBe('gzip');
});

test('what is known already is asked for by its name, and not sent again [CS2]', async () => {
  server.answer(status(304));
  const known = { etag: '"7"', lastModified: 'Mon' };
  expect((await fetchIt({ known })).result).toEqual({ ok: true, value: { kind: 'unchanged' } });
  expect(server.asked[0]?.headers).toMatchObject({
    ...{ 'if-none-match': '"7"', 'if-modified-since': 'Mon' },
  });
  // Nobody asked whether it is another.
  expect((await fetchIt()).result).toMatchObject(trouble('server-trouble', 304));
});

test.each([
  [401, 'locked'],
  [403, 'locked'],
  [404, 'not-found'],
  [410, 'gone'],
  [429, 'server-trouble'],
  [500, 'server-trouble'],
  [204, 'server-trouble'],
])('a server that answers %i is told of as that, without the address [CS4]', async (code, why) => {
  server.answer(status(code));
  const { result } = await fetchIt();
  expect(result).toMatchObject(trouble(why, code));
  expect(JSON.stringify(result)).not.toContain(SECRET);
});

test('a redirect is followed, but not for ever, and not to where it is read by anybody [CS3]', async () => {
  server.answer((asked, answer) =>
    asked.url === '/there'
      ? serving('BEGIN:VCALENDAR')(asked, answer)
      : status(302, { location: '/there' })(asked, answer),
  );
  expect((await fetchIt()).text).toBe('BEGIN:VCALENDAR');
  server.answer(status(307, { location: '/round' }));
  const asked = server.asked.length;
  expect((await fetchIt()).result).toMatchObject(trouble('too-many-redirects'));
  expect(server.asked.length - asked).toBe(6);
  for (const location of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'http://[']) {
    server.answer(status(301, { location }));
    expect((await fetchIt()).result).toMatchObject(trouble('unsafe-redirect', 301));
  }
  server.answer(status(301));
  expect((await fetchIt()).result).toMatchObject(trouble('unsafe-redirect', 301));
});

test('nobody is asked at an address that may not be reached, not by a redirect either [CS3]', async () => {
  await using inner = await openCalendarServer('127.0.0.2');
  inner.answer(serving('BEGIN:VCALENDAR'));
  const resolve: FetchHands['resolve'] = async (host) => [
    host === 'inner.example' || host === '127.0.0.2' ? { address: '127.0.0.2', family: 4 } : HERE,
  ];
  for (const location of [
    `http://127.0.0.2:${inner.port}/`,
    `http://inner.example:${inner.port}/`,
  ]) {
    server.answer(status(302, { location }));
    expect((await fetchIt({}, { resolve })).result).toMatchObject(trouble('not-allowed-here'));
    const url = new URL(location);
    expect((await fetchIt({ url }, { resolve })).result).toMatchObject(trouble('not-allowed-here'));
  }
  expect(inner.asked).toEqual([]);
  // The same server, where it may be reached: it was there all the time.
  const url = new URL(`http://inner.example:${inner.port}/`);
  expect((await fetchIt({ url, mayReach: () => true }, { resolve })).text).not.toBe('');
});

test('the line goes to the address that was checked, however the name answers the next time [CS3]', async () => {
  await using inner = await openCalendarServer('127.0.0.2');
  server.answer(serving('BEGIN:VCALENDAR'));
  let times = 0;
  const resolve: FetchHands['resolve'] = async () => {
    times += 1;
    return [times === 1 ? HERE : { address: '127.0.0.2', family: 4 }];
  };
  const url = new URL(`http://turns.example:${server.port}/`);
  expect((await fetchIt({ url }, { resolve })).text).toBe('BEGIN:VCALENDAR');
  expect(times).toBe(1);
  expect(server.asked[0]?.headers.host).toBe(`turns.example:${server.port}`);
  // A name that stands for both is none to trust.
  const both: FetchHands['resolve'] = async () => [HERE, { address: '127.0.0.2', family: 4 }];
  expect((await fetchIt({ url }, { resolve: both })).result).toMatchObject(
    trouble('not-allowed-here'),
  );
  expect(inner.asked).toEqual([]);
});

test('whoever cannot be found, reached or heard is told of [CS4]', async () => {
  const nobody: FetchHands['resolve'] = () => Promise.reject(new Error('ENOTFOUND'));
  expect((await fetchIt({}, { resolve: nobody })).result).toMatchObject(trouble('unreachable'));
  expect((await fetchIt({}, { isCut: () => true })).result).toMatchObject(trouble('unreachable'));
  server.answer((asked) => asked.socket.destroy());
  expect((await fetchIt()).result).toMatchObject(trouble('unreachable'));
  expect((await fetchIt({ url: new URL('https://127.0.0.1:9/') })).result).toMatchObject(
    trouble('unreachable'),
  );
});

test('a server that never ends its answer, or never begins it, is waited for no longer than said [CS4]', async () => {
  const hands = { timeoutMs: 150 };
  server.answer(() => undefined);
  expect((await fetchIt({}, hands)).result).toMatchObject(trouble('too-slow'));
  server.answer((_asked, answer) => answer.writeHead(200).write('BEGIN:VCALENDAR'));
  expect((await fetchIt({}, hands)).result).toMatchObject(trouble('too-slow', 200));
  const silent: FetchHands['resolve'] = () => new Promise(() => undefined);
  expect((await fetchIt({}, { ...hands, resolve: silent })).result).toMatchObject(
    trouble('too-slow'),
  );
});

test('what is too large is not taken, as it says, as it comes or as it unpacks [CS4]', async () => {
  server.answer(serving('x', { 'content-length': String(FETCHED_BYTES_MAX + 1) }));
  expect((await fetchIt()).result).toMatchObject(trouble('too-large', 200));
  const piece = Buffer.alloc(1024 * 1024, 32);
  server.answer((_asked, answer) => {
    const more = (): void => {
      while (answer.writable && !answer.destroyed && answer.write(piece));
    };
    answer.on('drain', more);
    more();
  });
  expect((await fetchIt()).result).toMatchObject(trouble('too-large', 200));
  server.answer((_asked, answer) => {
    answer.writeHead(200, { 'content-encoding': 'gzip' });
    const zip = createGzip();
    zip.pipe(answer);
    for (let i = 0; i < 24; i += 1) zip.write(piece);
    zip.end();
  });
  const bomb = await fetchIt();
  expect(bomb.result).toMatchObject(trouble('too-large', 200));
  expect(bomb.text.length).toBeLessThanOrEqual(FETCHED_BYTES_MAX);
});

test('what breaks off, or is packed in another way, is no calendar [CS4]', async () => {
  const packed = gzipSync('BEGIN:VCALENDAR'.repeat(500));
  server.answer(serving(packed.subarray(0, 30), { 'content-encoding': 'gzip' }));
  expect((await fetchIt()).result).toMatchObject(trouble('broken-off', 200));
  server.answer(serving('no gzip at all', { 'content-encoding': 'gzip' }));
  expect((await fetchIt()).result).toMatchObject(trouble('broken-off', 200));
  server.answer(serving('br', { 'content-encoding': 'br' }));
  expect((await fetchIt()).result).toMatchObject(trouble('broken-off', 200));
  server.answer((asked, answer) => {
    answer.writeHead(200, { 'content-length': '100' });
    answer.write('BEGIN:VCALENDAR', () => asked.socket.destroy());
  });
  expect((await fetchIt()).result).toMatchObject(trouble('broken-off', 200));
  server.answer((asked, answer) => {
    answer.writeHead(200, { 'content-length': '100000', 'content-encoding': 'gzip' });
    answer.write(packed.subarray(0, 20), () => asked.socket.destroy());
  });
  expect((await fetchIt()).result).toMatchObject(trouble('broken-off', 200));
});
