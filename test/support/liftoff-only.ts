/**
 * Imported before a program that tests start from source and soon end. V8 compiles a database's
 * WebAssembly twice, the second time to run fast for hours, which costs such a program a third of
 * its processor time and gains it nothing.
 */
import { setFlagsFromString } from 'node:v8';

// On a command line the first brings the others with it; a program that runs already needs each.
setFlagsFromString('--liftoff-only');
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');
