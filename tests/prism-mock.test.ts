import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleRequest } from '../specs/contract/example-request.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { providers } from '../specs/contract/providers.ts';
import { type Prism, startPrism } from './support/prism.ts';
import { useDouble } from './support/use-double.ts';

const double = useDouble();

describe.each(providers)('Prism as a mock of %s', (provider) => {
  const contract = loadProvider(provider);
  let prism: Prism;
  beforeAll(async () => {
    prism = await startPrism('mock', contract.file, '--errors');
  }, 60_000);
  afterAll(() => prism.stop());

  it.each(contract.operations.map((operation) => [operation.id, operation] as const))(
    "answers the contract's first example of %s with a documented success",
    async (_id, operation) => {
      const { target } = await double.client(provider);
      const { method, requiredHeaders, body } = exampleRequest(contract, operation);
      const primary = target.credentials.primary ?? { header: '', value: '' };
      const headers = {
        'Content-Type': 'application/json',
        [primary.header]: primary.value,
        ...Object.fromEntries(requiredHeaders.map((name) => [name, randomUUID()])),
      };
      const path = operation.pointer.split('/')[2]?.replaceAll('~1', '/');
      const answer = await fetch(`${prism.address}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const documented = [...operation.responses.keys()].filter((status) => status.startsWith('2'));
      expect(documented, await answer.text()).toContain(String(answer.status));
    },
  );
});
