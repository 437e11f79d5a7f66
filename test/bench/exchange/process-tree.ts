import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, on every Linux that Node runs on. */
const TICKS = 100;

/** The CPU time of a process and all it started, dead or alive, in milliseconds. Linux alone. */
export function cpuOfTree(pid: number): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readStat(name);
      return stat ? [stat] : [];
    });
  const members = new Set([pid]);
  for (let size = 0; size !== members.size; ) {
    size = members.size;
    for (const stat of stats) if (members.has(stat.parent)) members.add(stat.pid);
  }
  const ticks = stats
    .filter((stat) => members.has(stat.pid))
    .reduce((sum, stat) => sum + stat.ticks, 0);
  return (ticks * 1000) / TICKS;
}

/** proc_pid_stat(5): parent is field 4; own time is fields 14 and 15, of ended children 16 and 17. */
function readStat(pid: string) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid: Number(pid), parent: Number(fields[1]), ticks };
  } catch {
    // It ended while the list was read.
    return null;
  }
}
