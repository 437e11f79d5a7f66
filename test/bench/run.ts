import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Figure, say, tableOf } from './figure.ts';

/**
 * Every bench in a process of its own, one after the other, and one table of all they measured.
 * `npm run bench -- settle start` runs some of them. No figure decides anything.
 */
const BENCHES = ['settle', 'booking', 'exchange', 'calendar', 'start', 'import', 'encryption'];

const wanted = process.argv.slice(2);
const all: Figure[] = [];
for (const bench of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(bench)) continue;
  say(`\n${bench}`);
  const run = fork(join(import.meta.dirname, `${bench}.ts`), { stdio: 'inherit' });
  run.on('message', (figures) => all.push(...(figures as Figure[])));
  const [code] = await once(run, 'exit');
  if (code !== 0) say(`${bench} ended with ${code}.`);
}
say(`\n${tableOf(all)}`);
