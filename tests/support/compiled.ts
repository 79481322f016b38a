import path from 'node:path';
import {
  type CompiledOperation,
  compileOperation,
  type ProviderOperation,
} from '../../mock-server/engine/compile.ts';
import type { Enforcer } from '../../mock-server/engine/enforcer.ts';
import { loadRoom } from '../../specs/contract/kinds.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';

const rooms = path.join(import.meta.dirname, '..', '..', 'mock-server');

/** An operation of a built-in contract, made ready to decide without a server or a store. */
export async function compiledOperation(
  provider: Provider,
  id: string,
): Promise<CompiledOperation> {
  const contract = loadProvider(provider);
  const operation = contract.operations.find((one) => one.id === id);
  if (!operation) throw new Error(`${provider} has no operation ${id}`);
  const behaviours = await loadRoom<{ enforce: Enforcer }>(path.join(rooms, 'behaviours'));
  const enforcers = new Map([...behaviours].map(([kind, { enforce }]) => [kind, enforce]));
  const code: { operations: Record<string, ProviderOperation> } = await import(
    path.join(rooms, 'providers', `${provider}.ts`)
  );
  return compileOperation(contract, operation, enforcers, code.operations[id]);
}
