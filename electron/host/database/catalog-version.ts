import fs from 'node:fs';
import { join } from 'node:path';
import { StoreUnusable } from './store-unusable.ts';

/** The PostgreSQL inside the pinned PGlite: its major version, and the layout of its catalog. */
const MAJOR = '18';
const CATALOG = 202_506_291;
/** Where pg_control keeps the catalog version (PostgreSQL 18, src/include/catalog/pg_control.h). */
const CATALOG_OFFSET = 12;

/** Whether a folder holds a store of this program; refuses one that another version wrote. */
export function checkCatalogVersion(folder: string): 'absent' | 'ours' {
  if (!fs.existsSync(folder) || fs.readdirSync(folder).length === 0) return 'absent';
  const major = readText(join(folder, 'PG_VERSION'));
  const control = readBytes(join(folder, 'global', 'pg_control'));
  if (major === null || control === null || control.byteLength < CATALOG_OFFSET + 4) {
    const message = `The folder ${folder} is not empty and holds no book of Daybook's. Choose another folder.`;
    throw new StoreUnusable(message, { problem: 'not-a-store' });
  }
  const catalog = control.readUInt32LE(CATALOG_OFFSET);
  if (major !== MAJOR || catalog !== CATALOG) {
    const message = `The book was written by PostgreSQL ${major} (catalog ${catalog}), and this Daybook has ${MAJOR} (${CATALOG}). Open it with the Daybook that wrote it.`;
    throw new StoreUnusable(message, { problem: 'other-version' });
  }
  return 'ours';
}

function readText(file: string): string | null {
  return readBytes(file)?.toString('utf8').trim() ?? null;
}

function readBytes(file: string): Buffer | null {
  try {
    return fs.readFileSync(file);
  } catch {
    return null;
  }
}
