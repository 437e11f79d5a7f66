import { spawn } from 'node:child_process';

/** Opens an address in the person's browser. Where there is none, nothing happens. */
export function openInBrowser(address: string): void {
  const command = commandFor(process.platform, process.env);
  if (!command) return;
  const [program, ...args] = command;
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  // The address was printed too, so a missing program is no failure.
  child.on('error', () => undefined);
  child.unref();
}

function commandFor(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly [string, ...string[]] | undefined {
  if (env.BROWSER === 'none') return undefined;
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  if (platform === 'darwin') return ['open'];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
