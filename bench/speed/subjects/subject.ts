import type { Provider } from '../../../specs/contract/providers.ts';
import type { Load } from '../load.ts';
import type { Server } from '../server.ts';

/** A kind of server that is measured. */
export interface Subject {
  readonly name: string;
  /** Why it cannot be started here; undefined where it can. */
  readonly missing: string | undefined;
  /**
   * @param folder for whatever it needs on the disk.
   */
  open(provider: Provider, folder: string): Promise<Opened>;
}

/** It runs, and this is what it is asked. */
export interface Opened {
  readonly server: Server;
  readonly loads: readonly Load[];
}
