import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ExampleRequest, exampleRequest } from '../specs/contract/example-request.ts';
import { loadProvider } from '../specs/contract/load.ts';
import type { Provider } from '../specs/contract/providers.ts';
import type { Operation } from '../specs/contract/types.ts';
import { benchWorld } from './bench-world.ts';
import { type ChildServer, doubleArguments, startChild } from './child-server.ts';
import type { Shot } from './load.ts';

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
  const world = path.join(folder, `${provider}.json`);
  writeFileSync(world, JSON.stringify(benchWorld(provider)));
  const server = await startChild(doubleArguments(provider, '--world', world, ...options));
  try {
    const next = shots(provider, example, await credentialsOf(server.address, provider));
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

interface Credential {
  readonly header: string;
  readonly value: string;
}

/** The keys made for the benchmark where there are any, else the primary one. */
async function credentialsOf(address: string, provider: Provider): Promise<Credential[]> {
  const answer = await fetch(`${address}/_doublecheck/targets/${provider}`);
  const { credentials } = (await answer.json()) as { credentials: Record<string, Credential> };
  const made = Object.entries(credentials).filter(([role]) => role.startsWith('bench-'));
  if (made.length > 0) return made.map(([, credential]) => credential);
  return credentials.primary ? [credentials.primary] : [];
}

/** The example, over and over: keys go round, and whatever marks a repetition is new each time. */
export function shots(
  provider: Provider,
  { method, path: address, requiredHeaders, body }: ExampleRequest,
  credentials: readonly Credential[],
): () => Shot {
  const text = JSON.stringify(body);
  let count = 0;
  return () => {
    count += 1;
    const { header, value } = credentials[count % credentials.length] as Credential;
    const fresh = requiredHeaders.map((name) => [name, randomUUID()]);
    const isKeyInBody = provider === 'midlyr';
    return {
      method,
      path: address,
      headers: {
        'Content-Type': 'application/json',
        [header]: value,
        ...Object.fromEntries(fresh),
      },
      body: isKeyInBody
        ? JSON.stringify({ ...(body as object), externalRef: `bench-${count}` })
        : text,
    };
  };
}

export function requestOf({ method, path: address }: Operation): string {
  return `${method} ${address}`;
}
