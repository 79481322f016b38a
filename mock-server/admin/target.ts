import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import { soleBehaviour } from '../engine/compile.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Seed } from '../world/seed.ts';

/** What a test needs to know to talk to a provider's double. */
export interface Target {
  readonly provider: string;
  readonly sandbox: string;
  /** Stands for the origin of the provider's own server. */
  readonly baseUrl: string;
  /** By role: the token, and the header as it is to be sent. */
  readonly credentials: Readonly<
    Record<
      string,
      {
        readonly tenant: string;
        readonly token: string;
        readonly header: string;
        readonly value: string;
      }
    >
  >;
  readonly tenants: readonly {
    readonly id: string;
    readonly settings: Readonly<Record<string, unknown>>;
    readonly entities: Readonly<Record<string, readonly object[]>>;
  }[];
}

/** Describes the worlds of a sandbox as targets, of the providers that are served. */
export function targetsOf(
  seeds: readonly Seed[],
  providers: readonly CompiledProvider[],
  sandbox: string,
  origin: string,
  atRoot: boolean,
): Target[] {
  return seeds.flatMap((seed) => {
    const provider = providers.find(({ name }) => name === seed.provider);
    return provider
      ? [targetOf(seed, provider, sandbox, atRoot ? origin : `${origin}/${provider.name}`)]
      : [];
  });
}

/** Describes a world as a target. */
function targetOf(
  seed: Seed,
  { contract }: CompiledProvider,
  sandbox: string,
  baseUrl: string,
): Target {
  const { header, prefix } = securityScheme(
    contract,
    soleBehaviour<Authentication>(contract, 'authentication').scheme,
  );
  const credentials = seed.credentials.map(({ role, tenant, token, abilities, subject }) => [
    role,
    {
      tenant,
      token,
      header,
      value: prefix + token,
      abilities,
      ...(subject !== undefined && { subject }),
    },
  ]);
  const tenants = seed.tenants.map(({ id, settings }) => {
    const own = seed.entities.filter(({ tenant }) => tenant === id);
    const kinds = Map.groupBy(own, ({ kind }) => kind);
    const entities = [...kinds].map(([kind, list]) => [
      kind,
      list.map((entity) => ({ id: entity.id, ...entity.data })),
    ]);
    return { id, settings, entities: Object.fromEntries(entities) };
  });
  return {
    provider: seed.provider,
    sandbox,
    baseUrl,
    credentials: Object.fromEntries(credentials),
    tenants,
  };
}
