import { randomUUID } from 'node:crypto';
import type { Target } from '../mock-server/admin/target.ts';
import type { Chaos } from '../mock-server/chaos/trouble.ts';
import { type ExampleRequest, exampleRequest } from '../specs/contract/example-request.ts';
import type { Contract } from '../specs/contract/types.ts';

/** What a developer needs first: where each provider is, its keys, and a request to paste. */
export function bannerOf(
  contracts: readonly Contract[],
  targets: readonly Target[],
  address: string,
  { defects = [], chaos }: { defects?: readonly string[]; chaos?: Chaos | undefined } = {},
): string {
  const parts = contracts.flatMap((contract) => {
    const target = targets.find(({ provider }) => provider === contract.provider);
    return target ? [describe(contract, target)] : [];
  });
  const admin = `The admin API is at ${address}/_doublecheck (openapi.json describes it). Ctrl-C stops.`;
  const broken =
    defects.length > 0 ? [`Broken on purpose: ${[...new Set(defects)].join(', ')}`] : [];
  const trouble = chaos
    ? [`Chaos: ${chaos.profile ?? 'rules of a file'}, with seed ${chaos.seed}.`]
    : [];
  return [...parts, ...broken, ...trouble, admin].join('\n\n');
}

function describe(contract: Contract, { baseUrl, credentials }: Target): string {
  const keys = Object.entries(credentials).map(
    ([role, { token, tenant }]) => `  ${role}: ${token} (${tenant})`,
  );
  const primary = credentials.primary ?? Object.values(credentials)[0];
  const operation = contract.operations.find(({ bodySchema }) => bodySchema);
  const lines = [`${contract.provider}  ${baseUrl}`, ...keys];
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
