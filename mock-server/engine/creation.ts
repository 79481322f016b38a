import type { Rejection, Rule } from '../../specs/contract/types.ts';
import type { Context } from './context.ts';
import type { Entity, Write } from './facts.ts';
import type { Refusal } from './outcome.ts';

/** A request that passed every check, becoming whatever it creates. */
export interface Creation {
  readonly context: Context;
  /** The body as it will be acted upon: defaults filled in, overrides applied. */
  readonly body: Record<string, unknown>;
  /** The body of the answer, as it grows. */
  answer: unknown;
  /** Entities found or made on the way, by kind. */
  readonly entities: Map<string, Entity>;
  /** Writes that are done only when the request is accepted. */
  readonly writes: Write[];
  readonly rules: ReadonlyMap<string, Rule>;
}

/** The part of an operation that only this provider has: decides, and fills the creation's answer and writes. */
export type Create = (creation: Creation) => Refusal | undefined;

/** Asks that an entity be stored. */
export function store(
  creation: Creation,
  kind: string,
  id: string,
  data: Readonly<Record<string, unknown>>,
  aliases?: Readonly<Record<string, string>>,
): void {
  creation.writes.push({ write: 'entity', kind, id, data, ...(aliases && { aliases }) });
}

/** The rejection that the contract gives a rule of the provider's. */
export function rejectionOf({ rules }: Creation, name: string): Rejection {
  const rejection = rules.get(name)?.refused;
  if (!rejection) throw new Error(`the contract gives the rule "${name}" no rejection`);
  return rejection;
}
