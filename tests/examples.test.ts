import { randomUUID } from 'node:crypto';
import type { OpenAPIV3_1 } from 'openapi-types';
import { describe, expect, it } from 'vitest';
import { createAjv } from '../specs/contract/ajv.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { parsePointer, valueAt } from '../specs/contract/pointer.ts';
import { providers } from '../specs/contract/providers.ts';
import type { Contract, Operation } from '../specs/contract/types.ts';
import { useDouble } from './support/use-double.ts';

const double = useDouble();

/** The request examples of an operation, those of the provider's page among them, by name. */
function examplesOf({ document }: Contract, { pointer }: Operation): [string, unknown][] {
  const node = valueAt(document, parsePointer(pointer)) as OpenAPIV3_1.OperationObject;
  const { content } = node.requestBody as OpenAPIV3_1.RequestBodyObject;
  const examples = content['application/json']?.examples ?? {};
  return Object.entries(examples).map(([name, example]) => [
    name,
    (example as { value: unknown }).value,
  ]);
}

describe.each(providers)('the request examples of %s', (provider) => {
  const contract = loadProvider(provider);
  const cases = contract.operations
    .filter(({ bodySchema }) => bodySchema)
    .flatMap((operation) =>
      examplesOf(contract, operation).map(([name, body]) => ({
        title: `${operation.id}: ${name}`,
        operation,
        body,
      })),
    );

  it.each(cases)('are served: $title', async ({ operation, body }) => {
    const client = await double.client(provider);
    const headers = { 'Idempotency-Key': randomUUID() };
    const answer = await client.send('primary', { path: operation.path, body, headers });
    expect(answer.status).toBe(operation.successStatus);

    const schema = operation.responses.get(String(answer.status));
    const ajv = createAjv({ allErrors: true });
    expect([ajv.validate(schema ?? false, answer.body), ajv.errors]).toEqual([true, null]);
  });
});
