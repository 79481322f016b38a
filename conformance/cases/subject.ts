import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { AllowList } from '../../specs/behaviours/allow-list.ts';
import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import type { Ownership } from '../../specs/behaviours/ownership.ts';
import type { Presence } from '../../specs/behaviours/presence.ts';
import type { Reference } from '../../specs/behaviours/reference.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { Entity, Target } from '../target/target.ts';
import { Known } from './known.ts';
import type { Maker } from './maker.ts';

/** What only a provider's own file knows of its requests. */
export interface Knowledge {
  /** Adds to a valid body what no schema can say that it needs: the data that a template binds. */
  complete?(body: unknown, subject: Subject, maker: Maker, role: string): unknown;
  /** Whether a request that names this is accepted: some things are there to fail. */
  isUsable?(entity: Entity): boolean;
}

/** One operation of a contract at one target: what every case for it is made from. */
export interface Subject {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly known: Known;
  readonly references: readonly Reference[];
  readonly ownerships: readonly Ownership[];
  readonly allowLists: readonly AllowList[];
  readonly presences: readonly Presence[];
  readonly finds: readonly FindOrCreate[];
  readonly idempotency: Idempotency | undefined;
  readonly provider: Knowledge;
  /** The independent judge of bodies: a case whose class it does not confirm is thrown away. */
  readonly validate: ValidateFunction | undefined;
  /** Whether what the schema demands depends on the body. */
  readonly hasConditions: boolean;
}

export function subjectOf(
  contract: Contract,
  operation: Operation,
  target: Target,
  provider: Knowledge,
): Subject {
  const { bodySchema } = operation;
  return {
    contract,
    operation,
    known: new Known(target),
    references: behavioursOf<Reference>(operation, 'reference'),
    ownerships: behavioursOf<Ownership>(operation, 'ownership'),
    allowLists: behavioursOf<AllowList>(operation, 'allow-list'),
    presences: behavioursOf<Presence>(operation, 'presence'),
    finds: behavioursOf<FindOrCreate>(operation, 'find-or-create'),
    idempotency: behavioursOf<Idempotency>(operation, 'idempotency')[0],
    provider,
    validate: bodySchema && validatorOf(bodySchema),
    hasConditions: JSON.stringify(bodySchema ?? {}).includes('"if":'),
  };
}

export function isDocumented({ contract }: Pick<Subject, 'contract'>, clause: string): boolean {
  return contract.clauses.get(clause)?.level === 'documented';
}

/**
 * By which answers a server says that it does not have the operation at all: none for the page's own, which
 * must be there. One that the page only mentions beside it may be nowhere.
 */
export function absentStatuses({
  contract,
  operation,
}: Pick<Subject, 'contract' | 'operation'>): readonly number[] {
  return operation === contract.operations[0] ? [] : [404, 405, 501];
}

const validators = new WeakMap<JsonSchema, ValidateFunction>();

/** Compiled once: a contract is judged by more than once in a process. */
function validatorOf(schema: JsonSchema): ValidateFunction {
  const validate = validators.get(schema) ?? createAjv({ allErrors: true }).compile(schema);
  validators.set(schema, validate);
  return validate;
}
