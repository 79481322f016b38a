import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Faults } from '../../mock-server/faults.ts';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble();

const agent = '645ghi1234567890abcdef34';
const body = fc.record(
  {
    customer: fc.record({
      email: fc.constantFrom('new@a.example', 'nora@harbor.example', 'other@a.example'),
    }),
    assignedTo: fc.constant(agent),
    message: fc.record({ content: fc.string({ maxLength: 20 }) }),
    silent: fc.boolean(),
  },
  { requiredKeys: ['customer'] },
);
const point = fc.oneof(
  fc.constantFrom('read' as const, 'commit' as const),
  fc.record({ write: fc.integer({ min: 1, max: 6 }) }),
);

async function everything(client: Client) {
  const [tickets, customers, notifications] = await Promise.all(
    ['tickets', 'customers', 'notifications'].map((kind) => client.list(kind)),
  );
  return { tickets, customers, notifications };
}

describe('the law of atomicity: a request that fails anywhere leaves everything as it was', () => {
  it('holds for mava, for any request and any point of failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(body, { maxLength: 3 }),
        body,
        point,
        async (before, failing, at) => {
          const client = await double.client('mava');
          for (const one of before)
            await client.send('primary', { path: '/api/ticket', body: one });
          const held = await everything(client);
          await client.faults({ store: { at } as Faults['store'] & object });

          const answer = await client.send('primary', { path: '/api/ticket', body: failing });
          await client.faults({});
          if (answer.status === 201) {
            expect(at).toHaveProperty('write');
            return;
          }
          expect([answer.status, answer.body.error]).toEqual([500, 'INTERNAL_ERROR']);
          expect(await everything(client)).toEqual(held);
          const retry = await client.send('primary', { path: '/api/ticket', body: failing });
          expect(retry.status).toBe(201);
        },
      ),
      { numRuns: 60 },
    );
  });
});
