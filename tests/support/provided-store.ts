import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { inject } from 'vitest';
import type { StoreName } from '../../mock-server/store/open-store.ts';
import { createDatabase } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Over which store a project of `vitest.config.ts` runs: a folder for files, or the URL of a server. */
    store?: { readonly folder: string } | { readonly server: string };
  }
}

/** A new and empty store of the kind that the running project is about; memory, unless it says. */
export async function providedStore(): Promise<StoreName> {
  const store = inject('store');
  if (store === undefined) return 'memory';
  if ('folder' in store) return `sqlite:${path.join(store.folder, `${randomUUID()}.db`)}`;
  return createDatabase(store.server);
}
