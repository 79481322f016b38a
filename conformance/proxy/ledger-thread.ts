import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, ToThread } from './clerk.ts';
import { Ledger } from './ledger.ts';

/** The traffic goes first. Elsewhere than on Linux this would be the whole process's priority. */
const lower = 10;
if (process.platform === 'linux') os.setPriority(lower);

/** A ledger in a thread of its own, so that what is done with an exchange delays no other. */
const tell = (message: FromThread): void => parentPort?.postMessage(message);
const ledger = await Ledger.open(workerData, (warning) => tell({ warning }));
parentPort?.on('message', ({ passed, end }: ToThread) => {
  for (const one of passed) ledger.add(one);
  tell({ done: passed.length });
  if (end) tell({ watched: ledger.close(end.leftOut) });
});
tell({ done: 0 });
