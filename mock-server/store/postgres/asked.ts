import { lookupName, type Scope, type Wants } from '../../engine/facts.ts';
import { asLookup } from './lookup.ts';

type Wanted = Wants['entities'][number];

/** What several requests of one caller want to know, each thing once. */
export interface Asked {
  readonly keys: readonly NonNullable<Wants['key']>[];
  readonly counters: Wants['counters'];
  /** Entities by their id. */
  readonly ids: readonly Wanted[];
  /** Entities by another field. */
  readonly aliases: readonly Wanted[];
  readonly lists: readonly string[];
}

/** The name of a key or counter among those that were asked for. */
export function scoped({ scope }: { readonly scope: Scope }, name: string): string {
  return `${scope} ${name}`;
}

export function askedBy(all: readonly Wants[]): Asked {
  const entities = once(
    all.flatMap((wants) => wants.entities),
    ({ kind, field, value }) => lookupName(kind, field, value),
  );
  return {
    keys: once(
      all.flatMap(({ key }) => key ?? []),
      (key) => scoped(key, key.value),
    ),
    counters: once(
      all.flatMap(({ counters }) => counters),
      (counter) => scoped(counter, counter.name),
    ),
    ids: entities.filter(({ field }) => field === 'id'),
    aliases: entities.filter(({ field }) => field !== 'id'),
    lists: [...new Set(all.flatMap(({ lists }) => lists))],
  };
}

function once<T>(all: readonly T[], nameOf: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [nameOf(one), one])).values()];
}

/**
 * The names of all that no other request may change before these have written, by whose they are. What is
 * only referred to by its id is not among them: many may rely on one customer at once.
 */
export function guardedNames({ keys, counters, aliases, lists }: Asked): Record<Scope, string[]> {
  const scopes = [
    ...keys.map(({ scope, value }) => ({ scope, name: `key ${asLookup(value)}` })),
    ...counters.map(({ scope, name }) => ({ scope, name: `counter ${name}` })),
    ...aliases.map(({ kind, field, value }) => ({
      scope: 'tenant' as const,
      name: `alias ${kind} ${field} ${asLookup(value)}`,
    })),
    ...lists.map((kind) => ({ scope: 'tenant' as const, name: `list ${kind}` })),
  ];
  const of = (wanted: Scope) =>
    scopes.flatMap(({ scope, name }) => (scope === wanted ? [name] : []));
  return { tenant: of('tenant'), credential: of('credential') };
}
