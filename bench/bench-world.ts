import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Provider } from '../specs/contract/providers.ts';
import { packageRoot } from '../specs/contract/root.ts';

interface World {
  readonly tenants: readonly Tenant[];
}

interface Tenant {
  readonly settings?: Record<string, unknown>;
  readonly credentials: readonly { readonly role: string; readonly token: string }[];
}

/** Ninety requests of each are let through in thirty seconds. */
const mavaKeys = 6_000;

/**
 * The provider's own world, with room for a benchmark's requests: every limit stays in force and is
 * counted, and none is reached.
 *
 * @returns the file that it was written to.
 */
export function writeBenchWorld(provider: Provider, folder: string): string {
  const file = path.join(folder, `${provider}-world.json`);
  writeFileSync(file, JSON.stringify(benchWorld(provider)));
  return file;
}

function benchWorld(provider: Provider): object {
  const file = path.join(packageRoot, 'fixtures', 'worlds', `${provider}.yaml`);
  const world = parse(readFileSync(file, 'utf8'), { merge: true }) as World;
  const [first, ...others] = world.tenants;
  return { ...world, tenants: [{ ...first, ...roomFor(provider, first) }, ...others] };
}

function roomFor(provider: Provider, tenant: Tenant | undefined): Partial<Tenant> {
  if (provider === 'mava') {
    const many = Array.from({ length: mavaKeys }, (_, index) => ({
      role: `bench-${index}`,
      token: `mava_bench_${index}`,
    }));
    return { credentials: [...(tenant?.credentials ?? []), ...many] };
  }
  if (provider === 'supportdesk')
    return { settings: { ...tenant?.settings, monthlyTickets: 1_000_000_000 } };
  return {};
}
