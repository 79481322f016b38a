import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Job, Outcome } from './outcome.ts';

const script = path.join(import.meta.dirname, 'worker.ts');

/**
 * Has the jobs done by so many processes at once. Each stays with one provider while that has jobs, and
 * then helps with whichever has most of them left.
 *
 * @param tell hears each outcome as it comes. A process that dies gives one, and is replaced.
 */
export async function doAll(
  jobs: readonly Job[],
  processes: number,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const queues = Map.groupBy(jobs, ({ provider }) => provider);
  const taken = new Set<string>();
  await Promise.all(
    Array.from({ length: processes }, async () => {
      let worker = fork(script);
      let provider: Job['provider'] | undefined;
      for (;;) {
        const queue = queues.get(provider as Job['provider']);
        if (!queue?.length) provider = busiest(queues, taken);
        if (!provider) break;
        taken.add(provider);
        const job = queues.get(provider)?.shift();
        if (!job) break;
        const outcome = await ask(worker, job);
        if (!worker.connected) worker = fork(script);
        tell(outcome);
      }
      worker.disconnect();
    }),
  );
}

/** One that nobody works at, if there is any: its double has to be brought up only once then. */
function busiest(
  queues: ReadonlyMap<Job['provider'], readonly Job[]>,
  taken: ReadonlySet<string>,
): Job['provider'] | undefined {
  const left = [...queues].filter(([, jobs]) => jobs.length > 0);
  const free = left.filter(([name]) => !taken.has(name));
  const candidates = free.length > 0 ? free : left;
  return candidates.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

function ask(worker: ChildProcess, job: Job): Promise<Outcome> {
  return new Promise((resolve) => {
    const onExit = (code: number | null) => {
      const stopped = `its process ended with ${code}`;
      resolve({ ...job, fate: 'crashed', requests: 0, seconds: 0, elsewhere: [], stopped });
    };
    worker.once('exit', onExit);
    worker.once('message', (outcome) => {
      worker.off('exit', onExit);
      resolve(outcome as Outcome);
    });
    worker.send(job);
  });
}
