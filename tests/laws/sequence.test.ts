import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useDouble } from '../support/use-double.ts';

const double = useDouble();
const good = {
  customerExternalId: 'user_42',
  subject: 'Payment failed',
  description: 'CARD_DECLINED',
};

/** Requests, some of which are refused at one check or another. */
const request = fc.constantFrom(
  good,
  good,
  { ...good, priority: 'URGENT' },
  { ...good, priority: 'urgent' },
  { ...good, customerExternalId: 'nobody' },
  { subject: 'no customer' },
);

describe('the law of numbers: without gap or repeat, whatever is refused and however requests meet', () => {
  it('holds for supportdesk', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 30 }), async (requests) => {
        const client = await double.client('supportdesk');
        const answers = await Promise.all(
          requests.map((body) =>
            client.send('primary', { path: '/api/v1/tickets/api-create', body }),
          ),
        );
        const numbers = answers
          .filter(({ status }) => status === 201)
          .map(({ body }) => Number(body.data.ticketNumber.replace('INV-', '')))
          .sort((a, b) => a - b);
        expect(numbers).toEqual(numbers.map((_, index) => 1042 + index));
      }),
      { numRuns: 30 },
    );
  });
});
