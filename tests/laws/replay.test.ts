import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useDouble } from '../support/use-double.ts';

const double = useDouble();
const roles = ['primary', 'second-key', 'second-tenant'] as const;

/** A use of one of a few keys, with one of a few payloads, by somebody. */
const use = fc.record({
  key: fc.integer({ min: 0, max: 2 }),
  payload: fc.integer({ min: 0, max: 2 }),
  role: fc.constantFrom(...roles),
});
const uses = fc.array(use, { minLength: 1, maxLength: 12 });

/** Whose keys meet: those of one tenant. */
const tenantOf = (role: string): string => (role === 'second-tenant' ? 'two' : 'one');

describe('the law of replay: whatever the order of uses, a key creates once and answers alike for ever', () => {
  it('holds for midlyr, where the payload of a replay does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(uses, async (history) => {
        const client = await double.client('midlyr');
        const known = new Map<string, string>();
        for (const { key, payload, role } of history) {
          const content = { type: 'text', text: `event ${payload}` };
          const body = { scenario: 'generic', content, externalRef: `key-${key}` };
          const answer = await client.send(role, { path: '/api/v1/events', body });
          const name = `${tenantOf(role)} ${key}`;
          expect(answer.body.created).toBe(!known.has(name));
          expect(answer.body.ticketId).toBe(known.get(name) ?? answer.body.ticketId);
          known.set(name, answer.body.ticketId);
        }
        expect(new Set(known.values()).size).toBe(known.size);
        expect(await client.list('tickets')).toHaveLength(known.size);
      }),
      { numRuns: 40 },
    );
  });

  it('holds for tickiti, where another payload is a conflict', async () => {
    await fc.assert(
      fc.asyncProperty(uses, async (history) => {
        const client = await double.client('tickiti');
        const known = new Map<string, { payload: number; text: string }>();
        for (const { key, payload, role } of history) {
          const answer = await client.send(role, {
            path: '/api/create_ticket',
            headers: { 'Idempotency-Key': `00000000-0000-4000-8000-00000000000${key}` },
            body: {
              originator_email_address: 'a@b.example',
              data: { subject: 's', content: `content ${payload}` },
            },
          });
          const name = `${tenantOf(role)} ${key}`;
          const first = known.get(name);
          if (first && first.payload !== payload) expect(answer.status).toBe(409);
          else expect(answer.text).toBe(first?.text ?? answer.text);
          if (!first) known.set(name, { payload, text: answer.text });
        }
        expect(await client.list('tickets')).toHaveLength(known.size);
      }),
      { numRuns: 40 },
    );
  });
});
