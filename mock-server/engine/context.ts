import { rfc3339 } from '../clock.ts';
import { type Credential, type Entity, type Facts, lookupName, type Write } from './facts.ts';
import type { Mint } from './mint.ts';
import type { Request } from './request.ts';

/** One request on its way to a decision. */
export interface Context {
  readonly request: Request;
  readonly facts: Facts;
  /** The sandbox's time, in milliseconds since 1970. */
  readonly now: number;
  readonly mint: Mint;
  /** Writes that are kept whether the request is accepted or refused: a limit counts both. */
  readonly writes: Write[];
  /** Clauses that the request has put to the test so far; each behaviour adds those that it applied. */
  readonly clauses: string[];
  /** Headers of the answer, whatever it is. */
  readonly headers: Record<string, string>;
}

/**
 * The caller. Only to be asked for after the authentication check, which the contract's order puts
 * before everything that needs it.
 */
export function callerOf({ facts }: Context): Credential {
  if (!facts.credential)
    throw new Error('nobody is authenticated at this point of the order of checks');
  return facts.credential;
}

/** The entity of the caller's tenant with this value, if the facts have it. */
export function ownEntity(
  context: Context,
  kind: string,
  field: string,
  value: string,
): Entity | undefined {
  const { tenant } = callerOf(context);
  return entitiesWith(context, kind, field, value).find((entity) => entity.tenant === tenant);
}

/** The sandbox's time as RFC 3339. */
export function timestamp({ now }: Context): string {
  return rfc3339(now);
}

/** The entities of any tenant with this value. */
export function entitiesWith(
  { facts }: Context,
  kind: string,
  field: string,
  value: string,
): readonly Entity[] {
  return facts.entities.get(lookupName(kind, field, value)) ?? [];
}
