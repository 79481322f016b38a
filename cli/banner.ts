import { randomUUID } from 'node:crypto';
import type { OpenAPIV3_1 } from 'openapi-types';
import { targetOf } from '../mock-server/admin/target.ts';
import type { Double } from '../mock-server/double.ts';
import type { CompiledProvider } from '../mock-server/engine/compile-provider.ts';
import { parsePointer, valueAt } from '../specs/contract/pointer.ts';
import type { Operation } from '../specs/contract/types.ts';

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
  if (!operation || !primary) return [`${name}  ${baseUrl}`, ...keys].join('\n');
  const node = valueAt(
    contract.document,
    parsePointer(operation.pointer),
  ) as OpenAPIV3_1.OperationObject;
  const headers = {
    [primary.header]: primary.value,
    ...requiredHeaders(node),
    'Content-Type': 'application/json',
  };
  return [`${name}  ${baseUrl}`, ...keys, curl(baseUrl, operation, headers, exampleOf(node))].join(
    '\n',
  );
}

/** The headers that the operation demands besides the credential; a key is made up anew. */
function requiredHeaders({ parameters = [] }: OpenAPIV3_1.OperationObject): Record<string, string> {
  const headers = (parameters as OpenAPIV3_1.ParameterObject[]).filter(
    (parameter) => parameter.in === 'header' && parameter.required,
  );
  return Object.fromEntries(headers.map(({ name }) => [name, randomUUID()]));
}

function exampleOf({ requestBody }: OpenAPIV3_1.OperationObject): unknown {
  const { content } = requestBody as OpenAPIV3_1.RequestBodyObject;
  const examples = Object.values(
    content['application/json']?.examples ?? {},
  ) as OpenAPIV3_1.ExampleObject[];
  return examples[0]?.value;
}

function curl(
  baseUrl: string,
  { method, path }: Operation,
  headers: Record<string, string>,
  body: unknown,
): string {
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
