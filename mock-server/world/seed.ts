import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import type { Reference } from '../../specs/behaviours/reference.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Contract } from '../../specs/contract/types.ts';
import type { Credential } from '../engine/facts.ts';
import type { World, WorldEntity } from './world.ts';

/** A world made ready for the store: rows, and nothing left to work out. */
export interface Seed {
  readonly provider: string;
  readonly tenants: readonly {
    readonly id: string;
    readonly settings: Readonly<Record<string, unknown>>;
  }[];
  readonly credentials: readonly (Omit<Credential, 'settings'> & {
    readonly role: string;
    readonly token: string;
  })[];
  readonly entities: readonly {
    readonly tenant: string;
    readonly kind: string;
    readonly id: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly aliases: Readonly<Record<string, string>>;
  }[];
}

/** A field other than the id by which entities of a kind are looked up. */
interface Lookup {
  readonly kind: string;
  readonly field: string;
  readonly ignoreCase: boolean;
}

/** Works out the rows of a world under its contract. */
export function seedOf({ provider, tenants }: World, contract: Contract): Seed {
  const lookups = lookupsOf(contract);
  return {
    provider,
    tenants: tenants.map(({ id, settings = {} }) => ({ id, settings })),
    credentials: tenants.flatMap(({ id: tenant, credentials }) =>
      credentials.map(({ role, token, abilities = [], subject }) => ({
        id: `${tenant}/${role}`,
        tenant,
        role,
        token,
        abilities,
        ...(subject !== undefined && { subject }),
      })),
    ),
    entities: tenants.flatMap(({ id: tenant, entities = {} }) =>
      Object.entries(entities).flatMap(([kind, list]) =>
        list.map((entity) => ({ tenant, kind, ...entityRow(entity, kind, lookups) })),
      ),
    ),
  };
}

/** Those worlds whose provider has none among the others. */
export function without(seeds: readonly Seed[] = [], others: readonly Seed[] = []): Seed[] {
  return seeds.filter(({ provider }) => others.every((other) => other.provider !== provider));
}

/** The same world with tokens of its own, so that a request's token tells its sandbox. */
export function forSandbox(seed: Seed, sandbox: string): Seed {
  const credentials = seed.credentials.map((credential) => ({
    ...credential,
    token: `${credential.token}_${sandbox}`,
  }));
  return { ...seed, credentials };
}

function entityRow({ id, ...data }: WorldEntity, kind: string, lookups: readonly Lookup[]) {
  const aliases = lookups.flatMap(({ kind: of, field, ignoreCase }) => {
    const value = data[field];
    if (of !== kind || typeof value !== 'string') return [];
    return [[field, ignoreCase ? value.toLowerCase() : value] as const];
  });
  return { id, data, aliases: Object.fromEntries(aliases) };
}

function lookupsOf({ operations }: Contract): Lookup[] {
  return operations.flatMap((operation) => [
    ...behavioursOf<FindOrCreate>(operation, 'find-or-create').flatMap(({ to, by }) =>
      by.map(({ field, ignoreCase }) => ({
        kind: to,
        field,
        ignoreCase: ignoreCase !== undefined,
      })),
    ),
    ...behavioursOf<Reference>(operation, 'reference').flatMap(({ to, by }) =>
      by === undefined ? [] : [{ kind: to, field: by, ignoreCase: false }],
    ),
  ]);
}
