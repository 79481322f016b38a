import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Defect } from './defect.ts';
import { nearest } from './near.ts';

/** There is no such defect of a provider that is served. */
export class UnknownDefect extends Error {
  override readonly name = 'UnknownDefect';
  /** Ids that are like it. */
  readonly near: readonly string[];

  constructor(id: string, near: readonly string[]) {
    super(`there is no defect ${JSON.stringify(id)} here; near it are ${near.join(', ')}`);
    this.near = near;
  }
}

/** Compiles a provider anew, with defects. */
type Compile = (clean: CompiledProvider, defects: readonly Defect[]) => CompiledProvider;

/** Which defects a double has at the moment, and the providers as they are served with them. */
export class DefectSwitch {
  readonly #providers: readonly CompiledProvider[];
  readonly #compile: Compile;
  readonly #all = new Map<CompiledProvider, ReadonlyMap<string, Defect>>();
  #broken = new Map<CompiledProvider, CompiledProvider>();
  #on: readonly string[] = [];

  constructor(providers: readonly CompiledProvider[], compile: Compile) {
    this.#providers = providers;
    this.#compile = compile;
  }

  /** The ids of those that are on, in their order. */
  get on(): readonly string[] {
    return this.#on;
  }

  served(clean: CompiledProvider): CompiledProvider {
    return this.#broken.get(clean) ?? clean;
  }

  /** All defects of a provider, by id. Read on the first call, since most doubles have none. */
  async of(provider: CompiledProvider): Promise<ReadonlyMap<string, Defect>> {
    const { defectsOf } = await import('./index.ts');
    const all = this.#all.get(provider) ?? defectsOf(provider.contract);
    this.#all.set(provider, all);
    return all;
  }

  /**
   * Turns these on, in this order, and all others off, from the next request on.
   *
   * @throws UnknownDefect, and then nothing has changed.
   */
  async set(ids: readonly string[]): Promise<void> {
    const wanted = [...new Set(ids)];
    const known = new Map<string, CompiledProvider>();
    const broken = new Map<CompiledProvider, CompiledProvider>();
    if (wanted.length > 0)
      for (const provider of this.#providers) {
        const all = await this.of(provider);
        for (const id of all.keys()) known.set(id, provider);
        const own = wanted.flatMap((id) => all.get(id) ?? []);
        if (own.length > 0) broken.set(provider, this.#compile(provider, own));
      }
    const unknown = wanted.find((id) => !known.has(id));
    if (unknown !== undefined) throw new UnknownDefect(unknown, nearest(unknown, known.keys()));
    this.#broken = broken;
    this.#on = wanted;
  }
}
