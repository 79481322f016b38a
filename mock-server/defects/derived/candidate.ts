import { type Change, type Defect, defect } from '../defect.ts';

/** A defect that the contract suggests; what tells it from others like it is added where there are any. */
export interface Candidate {
  readonly clause: string;
  readonly what: string;
  /** Where it takes hold: the name of a field, say. */
  readonly place: string;
  readonly changes: readonly Change[];
  readonly premise?: string | undefined;
}

/** Names the candidates. Those that do the same to one clause in several places are told apart by the place. */
export function named(candidates: readonly Candidate[]): Defect[] {
  const alike = Map.groupBy(candidates, ({ clause, what }) => `${clause}~${what}`);
  return [...alike.values()].flatMap((group) => {
    const places = Map.groupBy(group, ({ place }) => place);
    return [...places].map(([place, [first, ...others]]) => {
      const { clause, what, changes, premise } = first as Candidate;
      const name = places.size > 1 ? `${what}-${kebab(place)}` : what;
      const all = [...changes, ...others.flatMap((other) => other.changes)];
      return { ...defect(clause, name, ...all), ...(premise !== undefined && { premise }) };
    });
  });
}

/** `customerExternalId` as `customer-external-id`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}
