import { describe, expect, it } from 'vitest';
import { useDouble } from './support/use-double.ts';

const double = useDouble();

describe('many requests at once, over real sockets', () => {
  it('200 first uses of one midlyr reference create one ticket and give 199 replays', async () => {
    const client = await double.client('midlyr');
    const body = {
      scenario: 'generic',
      content: { type: 'text', text: 'x' },
      externalRef: 'case-1',
    };
    const answers = await inParallel(200, () =>
      client.send('primary', { path: '/api/v1/events', body }),
    );
    expect(answers.filter((answer) => answer.body.created)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.body.ticketId)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await client.list('tickets')).toHaveLength(1);
  });

  it('200 first uses of one tickiti key create one ticket and give 199 replays', async () => {
    const client = await double.client('tickiti');
    const answers = await inParallel(200, () =>
      client.send('primary', {
        path: '/api/create_ticket',
        headers: { 'Idempotency-Key': '6ba7b810-9dad-41d1-80b4-00c04fd430c8' },
        body: { originator_email_address: 'a@b.example', data: { subject: 's', content: 'c' } },
      }),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const outcomes = (await client.journal()).map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual(['accepted', ...Array.from({ length: 199 }, () => 'replayed')]);
    expect(await client.list('tickets')).toHaveLength(1);
    expect(await client.list('customers', { tenant: 'sole-provider' })).toHaveLength(3);
  });

  it('500 supportdesk tickets have 500 numbers, without a gap', async () => {
    const client = await double.client('supportdesk');
    const body = { customerExternalId: 'user_42', subject: 's', description: 'd' };
    const answers = await inParallel(500, () =>
      client.send('primary', { path: '/api/v1/tickets/api-create', body }),
    );
    const numbers = answers
      .map((answer) => Number(answer.body.data.ticketNumber.slice(4)))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, index) => 1042 + index));
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(500);
  });
});

function inParallel<T>(count: number, run: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, run));
}
