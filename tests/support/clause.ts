import { it } from 'vitest';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import type { Contract } from '../../specs/contract/types.ts';

const contracts = new Map<string, Contract>();

/** A test that shows a clause: it is named by the clause's own words, so the contract and the test cannot drift apart. */
export function clause(id: string, test: () => Promise<void> | void): void {
  const found = contractOf(id).clauses.get(id);
  if (!found) throw new Error(`there is no clause ${id}`);
  it(`${id}: ${found.text}`, test);
}

function contractOf(id: string): Contract {
  const provider = id.split('/')[0] as Provider;
  const contract = contracts.get(provider) ?? loadProvider(provider);
  contracts.set(provider, contract);
  return contract;
}
