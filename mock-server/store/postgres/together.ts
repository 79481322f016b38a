type Awaitable<T> = { readonly [K in keyof T]: T[K] | Promise<T[K]> };

/**
 * Waits for queries that were sent in one go.
 *
 * @throws what the first of them says that failed, when none is under way any more.
 */
export async function together<T extends readonly unknown[]>(...all: Awaitable<T>): Promise<T> {
  const outcomes = await Promise.allSettled(all);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value) as unknown as T;
}
