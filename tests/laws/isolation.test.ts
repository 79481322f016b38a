import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useDouble } from '../support/use-double.ts';

const double = useDouble();

/** How a ticket refers to each kind of thing, and an id of that form that nobody has. */
const references = {
  customer: { of: (id: string) => ({ customerId: id }), nobody: 'f'.repeat(24) },
  agent: { of: (id: string) => ({ ...by, assignedTo: id }), nobody: 'nobody' },
  category: { of: (id: string) => ({ ...by, category: id }), nobody: 'f'.repeat(24) },
  tag: { of: (id: string) => ({ ...by, tags: [id] }), nobody: 'f'.repeat(24) },
  attribute: {
    of: (id: string) => ({ ...by, attributes: [{ attribute: id, content: 'x' }] }),
    nobody: 'f'.repeat(24),
  },
};
const by = { customer: { email: 'someone@else.example' } };

describe('the law of isolation: what another tenant has is answered byte for byte as what nobody has', () => {
  it('holds for every kind of reference of mava, in both directions', async () => {
    const kinds = fc.constantFrom(...(Object.keys(references) as (keyof typeof references)[]));
    const directions = fc.constantFrom<[string, string]>(
      ['primary', 'second-tenant'],
      ['second-tenant', 'primary'],
    );
    await fc.assert(
      fc.asyncProperty(kinds, directions, fc.nat(), async (kind, [caller, owner], pick) => {
        const client = await double.client('mava');
        const theirs = client.target.tenants.find(
          ({ id }) => id === client.target.credentials[owner]?.tenant,
        );
        const entities = (theirs?.entities[kind] ?? []) as { id: string }[];
        const { of, nobody } = references[kind];
        const post = (id: string) => client.send(caller, { path: '/api/ticket', body: of(id) });

        const foreign = await post(entities[pick % entities.length]?.id ?? '');
        const missing = await post(nobody);
        expect(foreign.status).toBe(404);
        expect(foreign.text).toBe(missing.text);
        expect(Object.keys(foreign.headers)).toEqual(Object.keys(missing.headers));
        expect(await client.list('tickets')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
