import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { assert, describe, expect, it } from 'vitest';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble();
const originator_email_address = 'marcus@trailblazers-club.example';
const bound = { product: 'Vapor', customer_name: 'Marcus', order_reference: 'SP-1' };

function file(client: Client, template_identifier: string, data: object) {
  return client.send('primary', {
    path: '/api/create_ticket',
    headers: { 'Idempotency-Key': randomUUID() },
    body: { originator_email_address, template_identifier, data },
  });
}

/** Values that have no text of their own, or hide it. */
const values: unknown[] = [
  {},
  [],
  [[]],
  [null],
  { toString: null },
  { toString: 'x', valueOf: 'y' },
  [{ toString: 1 }],
  { toJSON: 'x' },
  0,
  false,
  '',
  '{{customer_name}}',
  '{{#items}}',
];

describe('values that a template of tickiti is bound to', () => {
  it.each(values)('are never too strange for a text: %j', async (value) => {
    const client = await double.client('tickiti');
    const answer = await file(client, 'warranty_acknowledgement', { ...bound, product: value });
    expect(answer.status).toBe(200);
    expect(await client.list('tickets')).toHaveLength(1);
  });

  it.each(values)('are never too strange for a list: %j', async (value) => {
    const client = await double.client('tickiti');
    for (const items of [value, [value], [{ quantity: value, name: value }]]) {
      const answer = await file(client, 'delivery_exception', { ...bound, items });
      expect([200, 422]).toContain(answer.status);
    }
  });

  it('are text, and no templates themselves', async () => {
    const client = await double.client('tickiti');
    const product = '{{order_reference}} {{#items}} {{>x}} {{=<% %>=}}';
    await file(client, 'warranty_acknowledgement', { ...bound, product });
    const [ticket] = await client.list('tickets');
    expect(JSON.stringify(ticket)).toContain(product);
  });

  it('of any kind are answered without a failure', async () => {
    const client = await double.client('tickiti');
    const property = fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (product, items) => {
      const first = await file(client, 'warranty_acknowledgement', { ...bound, product });
      const second = await file(client, 'delivery_exception', { ...bound, items });
      assert.oneOf(first.status, [200, 422]);
      assert.oneOf(second.status, [200, 422]);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
