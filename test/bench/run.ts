import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, say, tableOf } from './figure.ts';

/**
 * Every bench in a process of its own, one after the other, and one table of all they measured.
 * `npm run bench -- settle start` runs some of them, `--long` those that have a longer run in full
 * size. No figure decides anything.
 */
const BENCHES = [
  'settle',
  'booking',
  'suggestions',
  'exchange',
  'trail',
  'calendar',
  'start',
  'templates',
  'reports',
  'central-reports',
  'dashboard',
  'schedule',
  'import',
  'icalendar',
  'bulk',
  'desk',
  'tasks',
  'encryption',
];

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean', default: false } },
});
const LONGER = ['encryption', 'central-reports'];
const all: Figure[] = [];
for (const bench of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(bench)) continue;
  say(`\n${bench}`);
  const flags = values.long && LONGER.includes(bench) ? ['--long'] : [];
  const run = fork(join(import.meta.dirname, `${bench}.ts`), flags, { stdio: 'inherit' });
  run.on('message', (figures) => all.push(...(figures as Figure[])));
  const [code] = await once(run, 'exit');
  if (code !== 0) say(`${bench} ended with ${code}.`);
}
say(`\n${tableOf(all)}`);
