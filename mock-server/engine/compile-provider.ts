import type { Body } from '../../specs/behaviours/body.ts';
import type { Routes } from '../../specs/behaviours/routes.ts';
import type { Contract, Operation, Rejection } from '../../specs/contract/types.ts';
import {
  type CompiledOperation,
  compileOperation,
  type ProviderOperation,
  soleBehaviour,
} from './compile.ts';
import type { Context } from './context.ts';
import type { Enforcer } from './enforcer.ts';
import { refuse } from './outcome.ts';
import { type Steps, steps } from './steps.ts';

/** A contract made ready to be served. */
export interface CompiledProvider {
  readonly name: string;
  readonly contract: Contract;
  readonly operations: readonly CompiledOperation[];
  readonly body: Body;
  readonly steps: Steps;
  /** Ids of the defects with which it is served; none, unless somebody turned them on. */
  readonly defects: readonly string[];
  /** Refuses a path that the contract does not have. */
  readonly unknownPath: CompiledOperation;
  /** Refuses a method that a path does not take, naming those that it takes. */
  unknownMethod(allowed: string): CompiledOperation;
}

/** Compiles every operation of a contract with the plain code that its provider has for it. */
export function compileProvider(
  contract: Contract,
  enforcers: ReadonlyMap<string, Enforcer>,
  code: Readonly<Record<string, ProviderOperation>>,
): CompiledProvider {
  const routes = soleBehaviour<Routes>(contract, 'routes');
  const unmatched = (
    rejection: Rejection,
    headers: Readonly<Record<string, string>>,
  ): CompiledOperation => {
    const compiled = compileOperation(contract, unmatchedIn(contract), enforcers, undefined);
    const check = (context: Context) => {
      Object.assign(context.headers, headers);
      return refuse(rejection, {
        reason: `the contract of ${contract.provider} has no such path and method`,
      });
    };
    return { ...compiled, checks: [{ kind: 'routes', check }] };
  };
  return {
    name: contract.provider,
    contract,
    operations: contract.operations.map((operation) =>
      compileOperation(contract, operation, enforcers, code[operation.id]),
    ),
    body: soleBehaviour<Body>(contract, 'body'),
    steps,
    defects: [],
    unknownPath: unmatched(routes.path, {}),
    unknownMethod: (allowed) => unmatched(routes.method, { Allow: allowed }),
  };
}

/** What a request that matches no operation is taken for: nothing of it is read but who sent it. */
function unmatchedIn({ behaviours }: Contract): Operation {
  return {
    id: '',
    method: '',
    path: '',
    pointer: '',
    behaviours,
    rules: new Map(),
    bodySchema: undefined,
    successStatus: 0,
    responses: new Map(),
  };
}
