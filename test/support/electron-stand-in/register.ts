import { registerHooks } from 'node:module';

// `node --import <this file> main.js` is to the stand-in what `electron main.js` is to Electron.

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
