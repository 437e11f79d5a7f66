import { fileURLToPath } from 'node:url';
import { broughtNode } from './brought-node.ts';
import { buildPages } from './build-pages.ts';
import { type DemoOptions, parseDemoOptions } from './demo/demo-options.ts';
import { runDemo } from './demo/run-demo.ts';
import { isRunning, switchNetwork } from './demo/switch-network.ts';
import { openInBrowser } from './open-in-browser.ts';

// `npm run demo`: central, two branches and a doctor's laptop on one machine, and a page that cuts
// and restores the network of each. `-- --offline "Salt Lake"` does the same from another terminal.

const root = fileURLToPath(new URL('..', import.meta.url));

async function run(options: Extract<DemoOptions, { readonly kind: 'run' }>): Promise<void> {
  const { folder, port, fresh, json } = options;
  if (await isRunning(folder)) throw new Error('A demo is running on this folder already.');
  await buildPages(root);
  const say = json ? () => undefined : console.log;
  const demo = await runDemo({ root, node: broughtNode(root), folder, port, fresh, say });
  const stop = async (): Promise<void> => {
    say('Ending …');
    await demo.stop();
    process.exit();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  const { controlUrl, centralUrl } = demo;
  const replicas = demo.replicas.map(({ name, link }) => ({ name, link }));
  if (json) console.log(JSON.stringify({ ready: true, url: controlUrl, centralUrl, replicas }));
  say(`\nCentral: ${centralUrl}`);
  for (const { name, link } of replicas) say(`${name}: ${link}`);
  say(`\nThe demo is ready. Open ${controlUrl} and end it with Ctrl+C.`);
  if (!json) openInBrowser(controlUrl);
  await demo.ended;
  await stop();
}

const options = parseDemoOptions(process.argv.slice(2));
if (options.kind === 'run') await run(options);
else {
  const { ok, sentence } = await switchNetwork(options.folder, options);
  console.log(sentence);
  process.exitCode = ok ? 0 : 1;
}
