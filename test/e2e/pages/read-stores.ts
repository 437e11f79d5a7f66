import type { Page } from '@playwright/test';

/** Everything that the page's origin has in IndexedDB, as it lies there. */
export const readStores = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const rows = await done(database.transaction(store).objectStore(store).getAll());
        found.push({ name, store, rows });
      }
      database.close();
    }
    return JSON.stringify(found);
  });

/** How much was remembered of what the window showed, in letters of ciphertext. */
export async function rememberedLength(page: Page): Promise<number> {
  const stores = JSON.parse(await readStores(page)) as readonly {
    readonly rows: readonly { readonly id?: string; readonly rows?: string }[];
  }[];
  const seen = stores.flatMap(({ rows }) => rows).find(({ id }) => id === 'last-seen');
  return seen?.rows?.length ?? 0;
}
