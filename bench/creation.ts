import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ExampleRequest, exampleRequest } from '../specs/contract/example-request.ts';
import { loadProvider } from '../specs/contract/load.ts';
import type { Provider } from '../specs/contract/providers.ts';
import type { Operation } from '../specs/contract/types.ts';
import { writeBenchWorld } from './bench-world.ts';
import { type ChildServer, doubleArguments, startChild } from './child-server.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import type { Shot } from './load.ts';
import { freshKey } from './speed/load.ts';

/** A double in a process of its own, and requests that create a ticket there. */
export interface Creating {
  readonly server: ChildServer;
  /** What each answer must have. */
  readonly status: number;
  next(): Shot;
}

/**
 * Serves a provider from the world of the benchmarks while work is done.
 *
 * @param options of `serve`.
 */
export async function whileServing<T>(
  provider: Provider,
  options: readonly string[],
  work: (creating: Creating) => Promise<T>,
): Promise<T> {
  const { operation, example } = firstCreation(provider);
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-bench-'));
  const world = writeBenchWorld(provider, folder);
  const server = await startChild(doubleArguments(provider, '--world', world, ...options));
  try {
    const next = shots(provider, example, await credentialsOf(server, provider));
    return await work({ server, status: operation.successStatus, next });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** The operation that creates a ticket, with its contract's first example. */
export function firstCreation(provider: Provider): {
  operation: Operation;
  example: ExampleRequest;
} {
  const contract = loadProvider(provider);
  const operation = contract.operations.find(({ bodySchema }) => bodySchema);
  if (!operation) throw new Error(`the contract of ${provider} creates nothing`);
  return { operation, example: exampleRequest(contract, operation) };
}

/** A body in JSON, with a place for a fresh key in it where the provider finds a repetition by the body. */
export function keyedText(provider: Provider, body: unknown): string {
  const isKeyInBody = provider === 'midlyr';
  return JSON.stringify(isKeyInBody ? { ...(body as object), externalRef: freshKey } : body);
}

/** The example, over and over: keys go round, and whatever marks a repetition is new each time. */
export function shots(
  provider: Provider,
  { method, path: address, requiredHeaders, body }: ExampleRequest,
  { header, values }: Credentials,
): () => Shot {
  const text = keyedText(provider, body);
  let count = 0;
  return () => {
    count += 1;
    const fresh = requiredHeaders.map((name) => [name, randomUUID()]);
    return {
      method,
      path: address,
      headers: {
        'Content-Type': 'application/json',
        [header]: values[count % values.length] as string,
        ...Object.fromEntries(fresh),
      },
      body: text.replace(freshKey, `bench-${count}`),
    };
  };
}

export function requestOf({ method, path: address }: Operation): string {
  return `${method} ${address}`;
}
