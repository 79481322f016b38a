import type { Case } from '../../conformance/generate/case.ts';
import { generateCases } from '../../conformance/generate/generate.ts';
import type { GenerateOptions } from '../../conformance/generate/options.ts';
import type { Target } from '../../conformance/target/target.ts';
import { createDouble } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';

const worlds = new Map<Provider, Promise<Target>>();

/** What the double of a provider starts with. Nothing is served for it. */
export function worldOf(provider: Provider): Promise<Target> {
  const world = worlds.get(provider) ?? describedBy(provider);
  worlds.set(provider, world);
  return world;
}

async function describedBy(provider: Provider): Promise<Target> {
  const double = await createDouble({ providers: [provider] });
  const [described] = await double.targets('http://127.0.0.1:4010');
  await double.close();
  const may = { exhaustRateLimit: true, useUpQuota: true, createTickets: 1_000_000 };
  return { ...(described as unknown as Target), may };
}

/** Cases for a provider's double, made by the library as its users make them. */
export async function generated(
  provider: Provider,
  options: GenerateOptions = {},
): Promise<Case[]> {
  const generation = await generateCases(loadProvider(provider), await worldOf(provider), options);
  return [...generation];
}

/** The whole plan, and so many random ones behind it. */
export async function planAndMore(provider: Provider, more: number): Promise<Case[]> {
  const options = { count: 1_000_000 };
  const generation = await generateCases(loadProvider(provider), await worldOf(provider), options);
  const cases: Case[] = [];
  for (const one of generation) if (cases.push(one) === generation.plan.length + more) break;
  return cases;
}
