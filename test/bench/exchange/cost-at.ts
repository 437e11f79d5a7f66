import type { Cost } from '../figure.ts';
import { cpuOfTree } from './process-tree.ts';

/** What `work` costs in this process and in the server's, with all that it started. */
export async function costAt(serverPid: number, work: () => Promise<unknown>): Promise<Cost> {
  const before = cpuOfTree(serverPid);
  const own = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(own);
  return { wallMs, cpuMs: cpuOfTree(serverPid) - before + (user + system) / 1000 };
}
