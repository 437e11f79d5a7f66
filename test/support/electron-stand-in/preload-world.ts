import { readFileSync } from 'node:fs';
import type { CDPSession } from 'playwright-core';
import type { FromPreload, ToPreload, WorldNames } from './page/page-message.ts';
import { runPreload } from './page/run-preload.ts';
import { showExposed } from './page/show-exposed.ts';

const WORLD = 'electron-preload';
const NAMES: WorldNames = {
  receive: '__standInReceive',
  send: '__standInSend',
  expose: 'stand-in-expose',
  call: 'stand-in-call',
  portClosed: 'stand-in-port-closed',
};

/** The preload of one window, in an isolated world of each document it shows. */
export interface PreloadWorld {
  /** Goes to the document that is shown, or to the next one while there is none. */
  readonly send: (message: ToPreload) => void;
}

export async function openPreloadWorld(
  cdp: CDPSession,
  options: {
    readonly preload: string;
    readonly argv: readonly string[];
    readonly onMessage: (message: FromPreload) => void;
    /** The document is gone, and with it the ports it held. */
    readonly onGone: () => void;
  },
): Promise<PreloadWorld> {
  let context: number | undefined;
  const waiting: ToPreload[] = [];
  const send = (message: ToPreload): void => {
    if (context === undefined) {
      waiting.push(message);
      return;
    }
    const expression = `${NAMES.receive}(${JSON.stringify(JSON.stringify(message))})`;
    // A document that goes in this moment does not need the message.
    cdp.send('Runtime.evaluate', { contextId: context, expression }).catch(() => undefined);
  };

  await cdp.send('Page.enable');
  const { frameTree } = await cdp.send('Page.getFrameTree');
  cdp.on('Runtime.executionContextCreated', ({ context: created }) => {
    if (created.name !== WORLD || created.auxData?.frameId !== frameTree.frame.id) return;
    context = created.id;
    for (const message of waiting.splice(0)) send(message);
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId !== context) return;
    context = undefined;
    options.onGone();
  });
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== NAMES.send || executionContextId !== context) return;
    options.onMessage(JSON.parse(payload) as FromPreload);
  });
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: NAMES.send, executionContextName: WORLD });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${showExposed})(${JSON.stringify(NAMES)})`,
  });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: WORLD,
    source: preloadSource(options.preload, options.argv),
  });
  return { send };
}

function preloadSource(file: string, argv: readonly string[]): string {
  const parameters = 'require, process, exports, module';
  const preload = `(${parameters}) => { ${readFileSync(file, 'utf8')}\n}`;
  const process = JSON.stringify({ platform: globalThis.process.platform, argv });
  return `(${runPreload})(${JSON.stringify(NAMES)}, ${process}, ${preload})`;
}
