import { randomUUID } from 'node:crypto';
import { targetOf } from '../mock-server/admin/target.ts';
import type { Double } from '../mock-server/double.ts';
import type { CompiledProvider } from '../mock-server/engine/compile-provider.ts';
import { type ExampleRequest, exampleRequest } from '../specs/contract/example-request.ts';

/** What a developer needs first: where each provider is, its keys, and a request to paste. */
export async function bannerOf(double: Double, address: string, atRoot: boolean): Promise<string> {
  const seeds = await double.world();
  const parts = double.providers.flatMap((provider) => {
    const seed = seeds.find((found) => found.provider === provider.name);
    const base = atRoot ? address : `${address}/${provider.name}`;
    return seed ? [describe(provider, targetOf(seed, provider, 'default', base))] : [];
  });
  const admin = `The admin API is at ${address}/_doublecheck (openapi.json describes it). Ctrl-C stops.`;
  return [...parts, admin].join('\n\n');
}

function describe(
  { name, contract }: CompiledProvider,
  { baseUrl, credentials }: ReturnType<typeof targetOf>,
): string {
  const keys = Object.entries(credentials).map(
    ([role, { token, tenant }]) => `  ${role}: ${token} (${tenant})`,
  );
  const primary = credentials.primary ?? Object.values(credentials)[0];
  const operation = contract.operations.find(({ bodySchema }) => bodySchema);
  const lines = [`${name}  ${baseUrl}`, ...keys];
  if (!operation || !primary) return lines.join('\n');
  const example = exampleRequest(contract, operation);
  const headers = {
    [primary.header]: primary.value,
    ...Object.fromEntries(example.requiredHeaders.map((header) => [header, randomUUID()])),
    'Content-Type': 'application/json',
  };
  return [...lines, curl(baseUrl, example, headers)].join('\n');
}

function curl(baseUrl: string, { method, path, body }: ExampleRequest, headers: object): string {
  const lines = [
    `curl -i -X ${method} ${baseUrl}${path}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    `-d ${quote(JSON.stringify(body))}`,
  ];
  return lines.map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`)).join(' \\\n');
}

/** As POSIX shells quote. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
