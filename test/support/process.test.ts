import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startNode } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'daybook-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, source: string): string {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, source);
  return file;
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a program answers in lines of JSON, among others', async () => {
  const file = program(
    'talk',
    `const [greeting]: string[] = process.argv.slice(2);
     console.log('starting');
     console.log(JSON.stringify({ greeting, place: process.env.PLACE }));
     console.log(JSON.stringify({ second: true }));
     setInterval(() => undefined, 1000);`,
  );
  await using started = startNode(file, ['hello'], { env: { PLACE: 'here' } });
  expect(await started.nextMessage()).toEqual({ greeting: 'hello', place: 'here' });
  expect(await started.nextMessage()).toEqual({ second: true });
});

test('a program that fails tells why', async () => {
  await using started = startNode(program('fail', `throw new Error('no such clinic');`));
  await expect(started.nextMessage()).rejects.toThrow(/no such clinic/);
  expect(await started.ended).toBe(1);
  expect(started.stderr()).toContain('no such clinic');
});

test('a silent program is not waited for longer than said', async () => {
  await using started = startNode(program('silent', 'setInterval(() => undefined, 1000);'));
  await expect(started.nextMessage(200)).rejects.toThrow(/said nothing within 200 ms/);
});

test('a program is gone at the end of its scope', async () => {
  let pid = 0;
  {
    await using started = startNode(
      program('stay', `console.log('{}'); setInterval(() => undefined, 1000);`),
    );
    await started.nextMessage();
    pid = started.pid;
    expect(isAlive(pid)).toBe(true);
  }
  expect(isAlive(pid)).toBe(false);
});

test('a program may end in its own way after a signal', async () => {
  const file = program(
    'polite',
    `process.on('SIGTERM', () => process.exit(7));
     console.log('{}');
     setInterval(() => undefined, 1000);`,
  );
  await using started = startNode(file);
  await started.nextMessage();
  expect(await started.kill('SIGTERM')).toBe(7);
});
