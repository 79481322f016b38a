/** Where the store can be made to fail: while it reads the facts, before the nth write, or at the commit. */
export type StoreFailurePoint = 'read' | 'commit' | { readonly write: number };

/** Trouble that is simulated on demand, for one sandbox. */
export interface Faults {
  readonly store?: {
    readonly at: StoreFailurePoint;
    /** How many requests it meets before it ends by itself; without it, it stays. */
    readonly times?: number;
  };
  /** Milliseconds by which each answer is held back. */
  readonly latency?: number;
}

/** The store failed, by itself or on demand; what its port says of what was stored then holds. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  /** Whether it was asked for. */
  readonly simulated: boolean;

  constructor(message: string, options: { simulated: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.simulated = options.simulated;
  }
}

/** Fails if the fault says that it is to happen here. */
export function failAt({ store }: Faults, here: StoreFailurePoint): void {
  if (!store) return;
  const isHere =
    typeof here === 'object'
      ? typeof store.at === 'object' && store.at.write === here.write
      : store.at === here;
  if (!isHere) return;
  throw new StoreFailure(`simulated: the store fails at ${JSON.stringify(here)}`, {
    simulated: true,
  });
}

/** The faults after a request has met the store's: one time less, or the last. */
export function afterStoreFault(faults: Faults): Faults {
  const { store, ...others } = faults;
  if (store?.times === undefined) return faults;
  return store.times > 1 ? { ...others, store: { ...store, times: store.times - 1 } } : others;
}
