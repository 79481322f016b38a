import path from 'node:path';
import { loadRoom } from '../../specs/contract/kinds.ts';
import type { ProviderSuite } from '../providers/provider-suite.ts';
import type { Verifier } from '../suite/verification.ts';

const house = path.join(import.meta.dirname, '..');

/** What verifies each kind of behaviour: the room `behaviours/`. */
export async function loadVerifiers(): Promise<ReadonlyMap<string, Verifier>> {
  const room = await loadRoom<{ verify: Verifier }>(path.join(house, 'behaviours'));
  return new Map([...room].map(([kind, { verify }]) => [kind, verify]));
}

/** What a provider's rules add; a contract of the user's own has none. */
export async function loadProviderSuite(provider: string): Promise<ProviderSuite> {
  const room = await loadRoom<{ suite?: ProviderSuite }>(path.join(house, 'providers'));
  return room.get(provider)?.suite ?? { operations: {} };
}
