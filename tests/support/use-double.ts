import supertest, { type Response } from 'supertest';
import { afterAll, beforeAll } from 'vitest';
import type { Target } from '../../mock-server/admin/target.ts';
import type { ChaosOptions } from '../../mock-server/chaos/read-chaos.ts';
import { createDouble, type Double, type DoubleOptions } from '../../mock-server/double.ts';
import type { Faults } from '../../mock-server/faults.ts';
import type { JournalEntry } from '../../mock-server/journal/journal.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { providedStore } from './provided-store.ts';

/** A client of one provider in a sandbox of its own: whatever a test does there, no other test meets it. */
export interface Client {
  readonly target: Target;
  /** Sends a request with the credential of a role; null for none. A header of `undefined` is not sent. */
  send(role: string | null, request: RequestParts): Promise<Response>;
  /** What the admin API has of a kind: `tickets`, `customers` or `notifications`. */
  list(kind: string, query?: Record<string, string>): Promise<Listed[]>;
  journal(): Promise<(JournalEntry & { clauses: string[] })[]>;
  /** Moves, freezes or releases the sandbox's clock. */
  clock(change: { advance?: number; freeze?: true | string; real?: true }): Promise<void>;
  faults(faults: Faults): Promise<void>;
  chaos(options: ChaosOptions): Promise<void>;
}

/** An entity as the admin API lists it. */
export interface Listed {
  readonly id: string;
  readonly tenant: string;
  readonly [field: string]: unknown;
}

export interface RequestParts {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON, unless it is a string or bytes, which are sent as they are. */
  readonly body?: unknown;
}

/**
 * One double for the tests of a file, on a real socket, over the store that the tests run over, closed when
 * they are done.
 *
 * @example
 * const double = useDouble();
 * it('creates', async () => {
 *   const client = await double.client('mava');
 *   const answer = await client.send('primary', { path: '/api/ticket', body: { customerId: '…' } });
 * });
 */
export function useDouble(options: DoubleOptions = {}) {
  let double: Double;
  let address = '';
  beforeAll(async () => {
    double = await createDouble({ store: await providedStore(), ...options });
    address = await double.listen();
  });
  afterAll(() => double.close());
  return {
    get address() {
      return address;
    },
    client: (provider: Provider) => clientOf(address, provider),
  };
}

async function clientOf(address: string, provider: Provider): Promise<Client> {
  const api = supertest(address);
  const { body: sandbox } = await api.post('/_doublecheck/sandboxes').expect(201);
  const target: Target = sandbox.targets[provider];
  const inSandbox = { sandbox: sandbox.id };

  return {
    target,
    send: (role, request) => sendTo(target, role, request),
    async list(kind, query = {}) {
      const { body } = await api
        .get(`/_doublecheck/${kind}`)
        .query({ ...inSandbox, provider, ...query })
        .expect(200);
      return body;
    },
    async journal() {
      const { body } = await api
        .get('/_doublecheck/journal')
        .query({ ...inSandbox, limit: 10_000 })
        .expect(200);
      return body;
    },
    async clock(change) {
      await api.post('/_doublecheck/clock').query(inSandbox).send(change).expect(200);
    },
    async faults(faults) {
      await api.put('/_doublecheck/faults').query(inSandbox).send(faults).expect(200);
    },
    async chaos(options) {
      await api.put('/_doublecheck/chaos').query(inSandbox).send(options).expect(200);
    },
  };
}

async function sendTo(target: Target, role: string | null, parts: RequestParts): Promise<Response> {
  const { method = 'POST', path, body, headers = {} } = parts;
  const credential = role === null ? undefined : target.credentials[role];
  if (role !== null && !credential) throw new Error(`${target.provider} has no role ${role}`);
  const all: Record<string, string | undefined> = {
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(credential && { [credential.header]: credential.value }),
    ...headers,
  };
  const request = supertest(target.baseUrl)[method.toLowerCase() as 'post'](path);
  for (const [name, value] of Object.entries(all))
    if (value !== undefined) request.set(name, value);
  if (body === undefined) return request;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  return request.serialize(String).send((isRaw ? body : JSON.stringify(body)) as string);
}
