import type { Operation, Rejection } from '../../specs/contract/types.ts';
import type { Context } from './context.ts';
import type { Entity, Write } from './facts.ts';
import type { Refusal } from './outcome.ts';

/** A request that passed every check, becoming whatever it creates. */
export interface Creation {
  readonly context: Context;
  /** The body as it will be acted upon: defaults filled in, overrides applied. */
  body: Readonly<Record<string, unknown>>;
  /** The body of the answer, as it grows. */
  answer: unknown;
  /** Entities found or made on the way, by kind. */
  readonly entities: Map<string, Entity>;
  /** Writes that are done only when the request is accepted. */
  readonly writes: Write[];
  readonly operation: Operation;
}

/** The part of an operation that only this provider has: decides, and fills the creation's answer and writes. */
export type Create = (creation: Creation) => Refusal | undefined;

type Data = Readonly<Record<string, unknown>>;

/** Notes clauses that the provider's code has just kept, for the journal. */
export function note({ context }: Creation, ...clauses: readonly string[]): void {
  context.clauses.push(...clauses);
}

/**
 * Asks that a new entity be stored.
 *
 * @param aliases fields by which requests can refer to it, besides its id; without them none can.
 */
export function keep(
  { writes }: Creation,
  kind: string,
  id: string,
  data: Data,
  aliases?: Readonly<Record<string, string>>,
): void {
  writes.push({ write: 'entity', kind, id, data, aliases });
}

/** Asks that an entity that the facts have be changed. */
export function change({ writes }: Creation, { kind, id }: Entity, data: Data): void {
  writes.push({ write: 'change', kind, id, data });
}

/** The fields of the body that the contract knows: whatever else a client sent is not kept. */
export function documentedFields({ body, operation }: Creation): Data {
  const known: Record<string, unknown> = {};
  for (const name in operation.bodySchema?.properties as object | undefined)
    if (Object.hasOwn(body, name)) known[name] = body[name];
  return known;
}

/** The rejection that the contract gives a rule of the provider's. */
export function rejectionOf({ operation }: Creation, name: string): Rejection {
  const rejection = operation.rules.get(name)?.refused;
  if (!rejection) throw new Error(`the contract gives the rule "${name}" no rejection`);
  return rejection;
}
