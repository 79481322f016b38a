import type { ChaosOptions } from '../chaos/read-chaos.ts';
import type { DefectSwitch } from '../defects/switch.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Service } from '../http/service.ts';
import type { SandboxState } from '../sandbox-state.ts';
import type { Seed } from '../world/seed.ts';
import { AdminError } from './admin-error.ts';
import type { Input } from './input.ts';
import { type Target, targetsOf } from './target.ts';

/** What the admin API is about: the providers, their service, and how new sandboxes are filled. */
export interface AdminOptions {
  readonly providers: readonly CompiledProvider[];
  readonly service: Service;
  readonly seeds: readonly Seed[];
  readonly defects: DefectSwitch;
  /** What the default sandbox begins with. */
  readonly chaos: ChaosOptions;
  /** Whether the one provider is served at `/`. */
  readonly atRoot: boolean;
}

/** What an operation of the admin API does. */
export type Handler = (input: Input) => Promise<{ status?: number; body?: unknown }>;

/** What the handlers share: they find what a request names, or tell that it is not there. */
export class AdminContext {
  readonly providers: readonly CompiledProvider[];
  readonly service: Service;
  readonly seeds: readonly Seed[];
  readonly defects: DefectSwitch;
  readonly chaos: ChaosOptions;
  readonly #atRoot: boolean;

  constructor({ providers, service, seeds, defects, chaos, atRoot }: AdminOptions) {
    this.providers = providers;
    this.service = service;
    this.seeds = seeds;
    this.defects = defects;
    this.chaos = chaos;
    this.#atRoot = atRoot;
  }

  /** @throws AdminError for a provider that is not served. */
  providerNamed(name: unknown): CompiledProvider {
    const found = this.providers.find((provider) => provider.name === name);
    if (found) return found;
    const names = this.providers.map((provider) => provider.name).join(', ');
    throw new AdminError(
      404,
      `there is no double of ${JSON.stringify(name)} here`,
      `Use one of ${names}.`,
    );
  }

  /** @throws AdminError for a sandbox that does not exist. */
  async sandboxOf({ parameters }: Input): Promise<{ sandbox: string; state: SandboxState }> {
    const sandbox = String(parameters.sandbox);
    const state = await this.service.store.state(sandbox);
    if (state) return { sandbox, state };
    throw unknownSandbox(sandbox);
  }

  /** Changes a sandbox's state in one step, so that no other change is lost. */
  async change(input: Input, change: (state: SandboxState) => SandboxState): Promise<SandboxState> {
    const { sandbox } = await this.sandboxOf(input);
    const changed = await this.service.store.updateState(sandbox, change);
    if (changed) return changed;
    throw unknownSandbox(sandbox);
  }

  /** The targets of a sandbox, by provider. */
  async targets(sandbox: string, origin: string): Promise<Readonly<Record<string, Target>>> {
    const world = (await this.service.store.world(sandbox)) ?? [];
    const targets = targetsOf(world, this.providers, sandbox, origin, this.#atRoot);
    return Object.fromEntries(targets.map((target) => [target.provider, target]));
  }
}

export function unknownSandbox(id: string): AdminError {
  return new AdminError(
    404,
    `there is no sandbox ${JSON.stringify(id)}`,
    'GET /_doublecheck/sandboxes lists those that there are; POST makes one.',
  );
}
