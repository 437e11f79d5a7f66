import { execFileSync } from 'node:child_process';

/**
 * Runs a bench's own script again in a fresh process, which measures one thing and prints it as
 * JSON in its last line: code that is warm, and memory that was used before, would say otherwise.
 */
export function inOwnProcess<T>(script: string, ...args: readonly string[]): T {
  const output = execFileSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as T;
}
