import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ExampleRequest, exampleRequest } from '../specs/contract/example-request.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { type Provider, providers } from '../specs/contract/providers.ts';
import type { Operation } from '../specs/contract/types.ts';
import { benchWorld } from './bench-world.ts';
import { doubleArguments, fileHere, startChild } from './child-server.ts';
import { loadWith, type Shot, type Throughput } from './load.ts';

/** One row: what was asked of whom, and how it bore it. */
export interface ThroughputRow extends Throughput {
  readonly subject: string;
  readonly request: string;
}

/** The bare server first, then every provider's creation of a ticket, one process after another. */
export async function measureThroughput(): Promise<ThroughputRow[]> {
  const rows = [await measureBare()];
  for (const provider of providers) rows.push(await measureDouble(provider));
  return rows;
}

/** With the request that a double gets, so that both read as much. */
async function measureBare(): Promise<ThroughputRow> {
  const { operation, example } = firstCreation('tickiti');
  const server = await startChild([fileHere('servers/bare-http.ts')]);
  try {
    const next = shots('tickiti', example, [{ header: 'authorization', value: 'Bearer none' }]);
    const measured = await loadWith(server.address, 201, next);
    return { subject: 'bare node:http', request: requestOf(operation), ...measured };
  } finally {
    await server.stop();
  }
}

async function measureDouble(provider: Provider): Promise<ThroughputRow> {
  const { operation, example } = firstCreation(provider);
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-bench-'));
  const world = path.join(folder, `${provider}.json`);
  writeFileSync(world, JSON.stringify(benchWorld(provider)));
  const server = await startChild(doubleArguments(provider, '--world', world));
  try {
    const next = shots(provider, example, await credentialsOf(server.address, provider));
    const measured = await loadWith(server.address, operation.successStatus, next);
    return { subject: provider, request: requestOf(operation), ...measured };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

function firstCreation(provider: Provider): { operation: Operation; example: ExampleRequest } {
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
function shots(
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

function requestOf({ method, path: address }: Operation): string {
  return `${method} ${address}`;
}
