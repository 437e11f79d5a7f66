import { readDemo } from './demo-file.ts';

/** Cuts or restores a replica's network in the demo that runs on a folder. Gives a sentence. */
export async function switchNetwork(
  folder: string,
  wish: { readonly name: string; readonly cut: boolean },
): Promise<{ readonly ok: boolean; readonly sentence: string }> {
  const demo = readDemo(folder);
  const answer = demo && (await ask(demo, 'POST', '/network', wish));
  if (!answer) return { ok: false, sentence: 'No demo is running. Start it with `npm run demo`.' };
  const said = (await answer.json()) as { readonly name?: string; readonly problem?: string };
  if (!answer.ok) return { ok: false, sentence: said.problem ?? 'That did not work.' };
  return { ok: true, sentence: `${said.name} is ${wish.cut ? 'offline' : 'online again'}.` };
}

/** Whether a demo is at work on the folder: then it is left alone. */
export async function isRunning(folder: string): Promise<boolean> {
  const demo = readDemo(folder);
  return demo !== null && ((await ask(demo, 'GET', '/replicas'))?.ok ?? false);
}

/** null when nobody is there. */
function ask(
  demo: { readonly controlUrl: string; readonly token: string },
  method: string,
  path: string,
  body?: object,
): Promise<Response | null> {
  return fetch(new URL(path, demo.controlUrl), {
    method,
    headers: { 'x-demo-token': demo.token, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => null);
}
