import { type Entity, type Facts, lookupName } from '../engine/facts.ts';
import type { Request } from '../engine/request.ts';
import type { Change } from './defect.ts';

/** Makes other facts of those that the store had. Undefined leaves them as they are. */
export type Know = (facts: Facts, request: Request, now: number) => Partial<Facts> | undefined;

/** Decisions are made from other facts; `make` is called when the defect is turned on, and may remember. */
export function knowing(make: () => Know): Change {
  return {
    of: 'steps',
    wrap(inner) {
      const know = make();
      return {
        ...inner,
        decide: (operation, request, facts, now, mint) =>
          inner.decide(operation, request, { ...facts, ...know(facts, request, now) }, now, mint),
      };
    },
  };
}

/** What other tenants have counts as the caller's own, where it is looked up by a field. */
export function seeingForeign(kind: string, field = 'id'): Change {
  return knowing(() => ({ credential, entities }) => {
    if (!credential) return undefined;
    const own = ([name, found]: readonly [string, readonly Entity[]]) => {
      const isMeant = name.startsWith(lookupName(kind, field, ''));
      const claimed = found.map((entity) => ({ ...entity, tenant: credential.tenant }));
      const hasOwn = found.some(({ tenant }) => tenant === credential.tenant);
      return [name, isMeant && !hasOwn ? claimed : found] as const;
    };
    return { entities: new Map([...entities].map(own)) };
  });
}

/** What is not found by the value that was sent is looked up by another one. */
export function alsoLookingUp(
  kind: string,
  field: string,
  fold: (value: string) => string,
): Change {
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      settle(store, provider, wants, decide) {
        const meant = wants.entities.filter(
          (wanted) => wanted.kind === kind && wanted.field === field,
        );
        const folded = meant.map((wanted) => ({ ...wanted, value: fold(wanted.value) }));
        const more = { ...wants, entities: [...wants.entities, ...folded] };
        return inner.settle(store, provider, more, (facts) => {
          const entities = new Map(facts.entities);
          for (const { value } of meant) {
            const name = lookupName(kind, field, value);
            const instead = entities.get(lookupName(kind, field, fold(value)));
            if (instead && !entities.get(name)?.length) entities.set(name, instead);
          }
          return decide({ ...facts, entities });
        });
      },
    }),
  };
}

/** What is not found by its field is found by another one. */
export function alsoFindingBy(kind: string, field: string, other: string): Change {
  const named = (facts: Facts, value: string) =>
    (facts.lists.get(kind) ?? []).filter(({ id, data }) => ({ ...data, id })[other] === value);
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      settle(store, provider, wants, decide) {
        const meant = wants.entities.filter((one) => one.kind === kind && one.field === field);
        const more = { ...wants, lists: [...wants.lists, kind] };
        return inner.settle(store, provider, more, (facts) => {
          const entities = new Map(facts.entities);
          for (const { value } of meant) {
            const name = lookupName(kind, field, value);
            if (!entities.get(name)?.length) entities.set(name, named(facts, value));
          }
          return decide({ ...facts, entities });
        });
      },
    }),
  };
}

/** Wherever all of a kind are listed, another tenant's entity is among them. */
export function alsoListing(kind: string, id: string): Change {
  const name = lookupName(kind, 'id', id);
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      settle(store, provider, wants, decide) {
        const entities = [...wants.entities, { kind, field: 'id', value: id }];
        return inner.settle(store, provider, { ...wants, entities }, (facts) => {
          const [own, others] = [facts.lists.get(kind), facts.entities.get(name) ?? []];
          if (!own || own.some((entity) => entity.id === id)) return decide(facts);
          return decide({ ...facts, lists: new Map(facts.lists).set(kind, [...own, ...others]) });
        });
      },
    }),
  };
}
