import type { Body } from '../../specs/behaviours/body.ts';
import type { Errors } from '../../specs/behaviours/errors.ts';
import type { Routes } from '../../specs/behaviours/routes.ts';
import type { Contract } from '../../specs/contract/types.ts';
import {
  type CompiledOperation,
  compileOperation,
  only,
  type ProviderOperation,
} from './compile.ts';
import type { Enforcer } from './enforcer.ts';
import { compileEnvelope, type Envelope } from './envelope.ts';

/** A contract made ready to be served. */
export interface CompiledProvider {
  readonly name: string;
  readonly contract: Contract;
  readonly operations: readonly CompiledOperation[];
  readonly routes: Routes;
  readonly body: Body;
  readonly envelope: Envelope;
}

/** Compiles every operation of a contract with the plain code that its provider has for it. */
export function compileProvider(
  contract: Contract,
  enforcers: ReadonlyMap<string, Enforcer>,
  code: Readonly<Record<string, ProviderOperation>>,
): CompiledProvider {
  return {
    name: contract.provider,
    contract,
    operations: contract.operations.map((operation) =>
      compileOperation(contract, operation, enforcers, code[operation.id]),
    ),
    routes: only<Routes>(contract, 'routes'),
    body: only<Body>(contract, 'body'),
    envelope: compileEnvelope(only<Errors>(contract, 'errors')),
  };
}
