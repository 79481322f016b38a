import { isDeepStrictEqual } from 'node:util';
import { assert } from 'vitest';
import type { Errors } from '../../specs/behaviours/errors.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Answer, Contract } from '../../specs/contract/types.ts';
import type { PostOperation } from './post-operations.ts';

/** Of an answer, what a refusal is told by. */
interface Told {
  readonly status: number;
  readonly body: unknown;
}

/** The catalogue's name of a refusal. Fails unless status, code and envelope are the provider's own. */
export function refusalOf(contract: Contract, answer: Told): string {
  const [errors] = behavioursOf<Errors>(contract, 'errors');
  const found = [...contract.catalogue.values()].find(
    (entry) => entry.status === answer.status && fits(errors?.envelope, answer.body, entry),
  );
  assert(found, `not a refusal of ${contract.provider}: ${answer.status} ${show(answer.body)}`);
  return found.name;
}

/** What the contract lets a request come to: the operation's success, or a refusal that is no failure. */
export function assertAllowed({ contract, operation }: PostOperation, answer: Told): void {
  if (answer.status === operation.successStatus) {
    assert.typeOf(answer.body, 'object', `the answer of ${operation.id}`);
    return;
  }
  const name = refusalOf(contract, answer);
  assert.isBelow(answer.status, 500, `${operation.id} failed with ${name}`);
}

function fits(envelope: unknown, value: unknown, { code, status }: Answer): boolean {
  if (envelope === '$code') return value === code;
  if (envelope === '$status') return value === status;
  if (envelope === '$message') return typeof value === 'string' && value !== '';
  if (envelope === '$timestamp')
    return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  if (typeof envelope !== 'object' || envelope === null) return envelope === value;
  if (typeof value !== 'object' || value === null) return false;
  return (
    isDeepStrictEqual(Object.keys(value), Object.keys(envelope)) &&
    Object.entries(envelope).every(([name, inner]) =>
      fits(inner, (value as Record<string, unknown>)[name], { code, status } as Answer),
    )
  );
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 300) ?? 'and no JSON';
}
