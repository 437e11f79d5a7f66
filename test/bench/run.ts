import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Every bench in a process of its own, one after the other. No figure decides anything. */
const BENCHES = ['settle.ts', 'booking.ts', 'calendar-bench.ts'];

for (const bench of BENCHES) {
  process.stdout.write(`\n${bench}\n`);
  spawnSync(process.execPath, [join(import.meta.dirname, bench)], { stdio: 'inherit' });
}
