import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenAPIV3_1 } from 'openapi-types';
import { loadProvider } from '../../../specs/contract/load.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import type { Provider } from '../../../specs/contract/providers.ts';
import { firstCreation } from '../../creation.ts';

/** WireMock reads no OpenAPI: the operation as a stub, which asks for what is required and answers the example. */
export function writeMapping(provider: Provider, folder: string): string {
  const { operation, example } = firstCreation(provider);
  const required = (operation.bodySchema as { required?: readonly string[] }).required ?? [];
  const headers = example.requiredHeaders.map((name) => [name, { matches: '[0-9a-f-]{36}' }]);
  const mapping = {
    request: {
      method: example.method,
      urlPath: example.path,
      headers: Object.fromEntries(headers),
      bodyPatterns: required.map((name) => ({ matchesJsonPath: `$.${name}` })),
    },
    response: {
      status: operation.successStatus,
      headers: { 'Content-Type': 'application/json' },
      jsonBody: shownAnswer(provider),
    },
  };
  const root = path.join(folder, 'wiremock');
  mkdirSync(path.join(root, 'mappings'), { recursive: true });
  writeFileSync(path.join(root, 'mappings', 'create.json'), JSON.stringify(mapping));
  return root;
}

function shownAnswer(provider: Provider): unknown {
  const { operation } = firstCreation(provider);
  const { document } = loadProvider(provider);
  const node = valueAt(document, parsePointer(operation.pointer)) as OpenAPIV3_1.OperationObject;
  const answer = node.responses?.[operation.successStatus] as OpenAPIV3_1.ResponseObject;
  const [example] = Object.values(answer.content?.['application/json']?.examples ?? {});
  return (example as OpenAPIV3_1.ExampleObject | undefined)?.value;
}
