import { randomUUID } from 'node:crypto';
import { exampleRequest } from '../../specs/contract/example-request.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { Client } from './use-double.ts';

/** An operation that takes a body, with a request that it accepts from the role `primary`. */
export interface PostOperation {
  readonly provider: Provider;
  readonly contract: Contract;
  readonly operation: Operation;
  readonly body: Readonly<Record<string, unknown>>;
  /** Headers that it demands besides the credential; a key is made up anew each time. */
  headers(): Record<string, string>;
}

/** Those of every provider, as rows for `describe.each`: what to call it, then the operation. */
export const postOperations: readonly (readonly [string, PostOperation])[] = providers.flatMap(
  (provider) => {
    const contract = loadProvider(provider);
    return contract.operations
      .filter(({ bodySchema }) => bodySchema !== undefined)
      .map((operation) => [`${provider} ${operation.path}`, rowOf(provider, contract, operation)]);
  },
);

function rowOf(provider: Provider, contract: Contract, operation: Operation): PostOperation {
  const { body, requiredHeaders } = exampleRequest(contract, operation);
  return {
    provider,
    contract,
    operation,
    body: body as Record<string, unknown>,
    headers: () => Object.fromEntries(requiredHeaders.map((name) => [name, randomUUID()])),
  };
}

/** An answer as it came over the wire. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON; undefined when it is none. */
  readonly body: unknown;
}

/** Sends bytes to an operation, as they are, with all headers that it demands. A header of null is left out. */
export async function postBytes(
  { target }: Client,
  { operation, headers }: PostOperation,
  bytes: string | Uint8Array,
  more: Readonly<Record<string, string | null>> = {},
): Promise<Received> {
  const credential = target.credentials.primary;
  const all = {
    'Content-Type': 'application/json',
    ...(credential && { [credential.header]: credential.value }),
    ...headers(),
    ...more,
  };
  const sent = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  );
  const answer = await fetch(target.baseUrl + operation.path, {
    method: operation.method,
    headers: sent as [string, string][],
    body: Uint8Array.from(Buffer.from(bytes)),
    redirect: 'manual',
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: asJson(text) };
}

/** Sends a JSON value to an operation. */
export function postJson(
  client: Client,
  operation: PostOperation,
  value: unknown,
): Promise<Received> {
  return postBytes(client, operation, JSON.stringify(value));
}

export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
