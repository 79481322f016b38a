import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
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
  const children: ChildProcess[] = [];
  const pools: Pool[] = [];
  const start = async (): Promise<void> => {
    const stdio: StdioOptions = ['ignore', 'ignore', 'inherit', 'ipc'];
    const child = fork(script, [store, ...(loss ? [loss] : [])], { stdio });
    children.push(child);
    pools.push(new Pool(await addressOf(child), { connections: 64 }));
  };
  const stop = async () => {
    await Promise.all(pools.map((pool) => pool.destroy()));
    const ends = children.map((child) => child.exitCode ?? once(child, 'exit'));
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(ends);
  };
  try {
    // The first alone: one whose store has lost its locks may fail to fill it beside another.
    await start();
    await Promise.all(Array.from({ length: processes - 1 }, start));
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
