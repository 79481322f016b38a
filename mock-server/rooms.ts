import path from 'node:path';
import { loadRoom } from '../specs/contract/kinds.ts';
import type { ProviderOperation } from './engine/compile.ts';
import type { Enforcer } from './engine/enforcer.ts';
import type { WorldRules } from './world/schema.ts';

/** What a file of `providers/` exports. */
export interface ProviderCode {
  /** By operationId. */
  readonly operations: Readonly<Record<string, ProviderOperation>>;
  readonly world: WorldRules;
}

/** What enforces each kind of behaviour: the room `behaviours/`. */
export async function loadEnforcers(): Promise<ReadonlyMap<string, Enforcer>> {
  const room = await loadRoom<{ enforce: Enforcer }>(path.join(import.meta.dirname, 'behaviours'));
  return new Map([...room].map(([kind, { enforce }]) => [kind, enforce]));
}

/** The plain code of each provider: the room `providers/`. */
export function loadProviderCode(): Promise<ReadonlyMap<string, ProviderCode>> {
  return loadRoom<ProviderCode>(path.join(import.meta.dirname, 'providers'));
}
