import cluster from 'node:cluster';
import type { Double } from '../mock-server/double.ts';

/** What a worker is told to let it finish and end. */
export const stopWord = 'stop';

/** Whether this process is one of several that `--workers` started. */
export const { isWorker } = cluster;

/**
 * Leaves signals to the first process, which says when to end: a terminal sends Ctrl-C to all of them. When the
 * first process is gone, node ends its workers.
 */
export function obeyPrimary(): void {
  process.on('SIGINT', () => {}).on('SIGTERM', () => {});
}

/** Lets a worker that cannot serve end: else it would wait for words of the first process. */
export function awaitNothing(): void {
  process.channel?.unref();
}

/** Tells the first process that this one serves, and ends when it is told to. */
export function workUntilTold(double: Double, banner: string): void {
  process.on('message', (word) => {
    if (word === stopWord) double.close().then(() => process.exit(0));
  });
  process.send?.(banner);
}
