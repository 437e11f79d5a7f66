import { fileURLToPath } from 'node:url';
import { buildPages } from '../../build/build-pages.ts';

/** Before all browser tests: the pages that their hosts serve are bundled, once for every file. */
export default (): Promise<void> => buildPages(fileURLToPath(new URL('../..', import.meta.url)));
