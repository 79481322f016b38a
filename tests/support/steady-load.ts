import type { Attempt, Filer } from './filer.ts';

/** Requests that never end, until they are stopped. */
export interface SteadyLoad {
  /** What was answered so far. */
  readonly attempts: readonly Attempt[];
  /** The next answer, from now on, that is as wanted. Fails when none comes any more: the double is gone. */
  next(isWanted: (attempt: Attempt) => boolean): Promise<Attempt>;
  /** Sends no more, and waits for the answers that are under way. */
  stop(): Promise<readonly Attempt[]>;
}

/** Files tickets at all of them at once, so many at each at a time, each under a key of its own. */
export function keepFiling(filers: readonly Filer[], atOnce: number): SteadyLoad {
  const attempts: Attempt[] = [];
  const waiting = new Set<(attempt: Attempt) => void>();
  let isOver = false;
  const worker = async (filer: Filer): Promise<void> => {
    while (!isOver) {
      const attempt = await filer.file();
      if (attempt.status === 0) isOver = true;
      attempts.push(attempt);
      for (const tell of waiting) tell(attempt);
    }
  };
  const workers = filers.flatMap((filer) => Array.from({ length: atOnce }, () => worker(filer)));
  return {
    attempts,
    next: (isWanted) =>
      new Promise((resolve, reject) => {
        const tell = (attempt: Attempt) => {
          if (attempt.status === 0) reject(new Error('the double is gone'));
          else if (isWanted(attempt)) resolve(attempt);
          else return;
          waiting.delete(tell);
        };
        waiting.add(tell);
      }),
    async stop() {
      isOver = true;
      await Promise.all(workers);
      return attempts;
    },
  };
}
