import { spawn } from 'node:child_process';

/** What of the surroundings decides which program opens an address. */
interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Opens an address in the person's browser: the program that `BROWSER` names, else the system's own
 * way. Where there is none, nothing happens.
 */
export function openInBrowser(address: string, { platform, env }: Surroundings = process): void {
  const command = commandFor(platform, env);
  if (!command) return;
  const [program, ...args] = command;
  const child = spawn(program, [...args, address], { env, stdio: 'ignore', detached: true });
  // The address was printed too, so a missing program is no failure.
  child.on('error', () => undefined);
  child.unref();
}

function commandFor(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly [string, ...string[]] | undefined {
  if (env.BROWSER === 'none') return undefined;
  if (env.BROWSER) return [env.BROWSER];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  if (platform === 'darwin') return ['open'];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
