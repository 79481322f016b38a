import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import type { StoreName } from '../../mock-server/store/open-store.ts';
import type { Loss } from './losses.ts';

/** Several processes that share a store, and connections to each. */
export interface Cluster {
  readonly pools: readonly Pool[];
  /** Ends the processes. */
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL('process.ts', import.meta.url));

/** @param loss what the processes' store has lost. */
export async function startCluster(
  store: StoreName,
  processes: number,
  loss?: Loss,
): Promise<Cluster> {
  const children = Array.from({ length: processes }, () =>
    fork(script, [store, ...(loss ? [loss] : [])], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  );
  const pools: Pool[] = [];
  const stop = async () => {
    await Promise.all(pools.map((pool) => pool.destroy()));
    const ends = children.map((child) => child.exitCode ?? once(child, 'exit'));
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(ends);
  };
  try {
    for (const address of await Promise.all(children.map(addressOf)))
      pools.push(new Pool(address, { connections: 64 }));
  } catch (error) {
    await stop();
    throw error;
  }
  return { pools, stop };
}

/** Where a process serves, once it does. */
async function addressOf(child: ChildProcess): Promise<string> {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('a process ended at its start'))),
  ]);
  return message as string;
}
