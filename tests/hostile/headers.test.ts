import { describe, expect, it } from 'vitest';
import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { hurriedTime } from '../support/hurried-time.ts';
import { assertAllowed, refusalOf } from '../support/own-words.ts';
import {
  type PostOperation,
  postBytes,
  postOperations,
  type Received,
} from '../support/post-operations.ts';
import { headOf, sendRaw } from '../support/raw-http.ts';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });

/** Sends the example under a head of one's own making. */
function sendUnder(client: Client, { body }: PostOperation, head: string): Promise<Received> {
  const text = JSON.stringify(body);
  const length = `Content-Length: ${Buffer.byteLength(text)}`;
  return sendRaw(client.target.baseUrl, `${head}Connection: close\r\n${length}\r\n\r\n${text}`);
}

describe.each(postOperations)('headers to %s', (_title, post) => {
  const success = post.operation.successStatus;

  it('with a second credential never let the second one act', async () => {
    const client = await double.client(post.provider);
    const { primary, 'second-tenant': other } = client.target.credentials;
    const second = `${other?.header}: ${other?.value}`;
    assertAllowed(post, await sendUnder(client, post, headOf(client, post, [second])));
    const tenants = (await client.list('tickets')).map(({ tenant }) => tenant);
    expect(tenants).not.toContain(other?.tenant);
    expect(new Set([primary?.tenant, ...tenants]).size).toBe(1);
  });

  it('with a credential that nobody has before the right one are refused', async () => {
    const client = await double.client(post.provider);
    const { header, value = '' } = client.target.credentials.primary ?? {};
    const wrong = `${header}: ${value}x\r\n`;
    const head = headOf(client, post).replace(/\r\n/, `\r\n${wrong}`);
    expect((await sendUnder(client, post, head)).status).toBe(401);
  });

  it('with two content types are read by the first', async () => {
    const client = await double.client(post.provider);
    const head = headOf(client, post, ['Content-Type: text/plain']);
    const turned = head
      .replace('application/json', 'x/x')
      .replace('text/plain', 'application/json');
    expect((await sendUnder(client, post, head)).status).toBe(success);
    expect((await sendUnder(client, post, turned)).status).toBeGreaterThanOrEqual(400);
  });

  it('of names that objects inherit are headers like any other', async () => {
    const client = await double.client(post.provider);
    const names = [
      '__proto__: x',
      'constructor: x',
      'toString: x',
      'hasOwnProperty: x',
      'x-y: \u00ff',
    ];
    const answer = await sendUnder(client, post, headOf(client, post, names));
    expect(answer.status).toBe(success);
  });

  it('of eight thousand letters are read, of twenty thousand refused by HTTP itself', async () => {
    const client = await double.client(post.provider);
    const { header = '' } = client.target.credentials.primary ?? {};
    const long = { [header]: `Bearer ${'k'.repeat(8_000)}` };
    const answer = await postBytes(client, post, '{}', long);
    expect(answer.status).toBe(401);
    expect(refusalOf(post.contract, answer)).toBeTruthy();
    const longer = await sendUnder(
      client,
      post,
      headOf(client, post, [`x: ${'k'.repeat(20_000)}`]),
    );
    expect(longer.status).toBe(431);
  });

  it('are never made of what the body says', async () => {
    const client = await double.client(post.provider);
    const body = JSON.stringify(post.body).replaceAll(/":"/g, '":"x\\r\\nInjected: yes\\r\\n');
    const answer = await postBytes(client, post, body, { 'X-Forwarded-Host': 'evil.example' });
    assertAllowed(post, answer);
    expect(answer.headers.has('injected')).toBe(false);
    expect(answer.text).not.toContain('evil.example');
  });

  it.each([
    'Content-Length: 1',
    'Content-Length: -1',
    'Content-Length: x',
    'Transfer-Encoding: chunked',
    'No colon',
    'Two words : x',
    ' folded: x',
  ])('that HTTP itself forbids are refused by it: %s', async (line) => {
    const client = await double.client(post.provider);
    const answer = await sendUnder(client, post, headOf(client, post, [line]));
    expect(answer.status).toBe(400);
    expect(await client.list('tickets')).toEqual([]);
  });
});

describe('an Idempotency-Key that comes twice', () => {
  const keyed = postOperations.filter(([, { headers }]) => 'Idempotency-Key' in headers());

  it.each(keyed)('is no key at %s', async (_title, post) => {
    const [declared] = behavioursOf<Idempotency>(post.operation, 'idempotency');
    const client = await double.client(post.provider);
    const second = Object.entries(post.headers()).map((pair) => pair.join(': '));
    const answer = await sendUnder(client, post, headOf(client, post, second));
    expect(refusalOf(post.contract, answer)).toBe(declared?.malformed?.answers[0].name);
  });
});
