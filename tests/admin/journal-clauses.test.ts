import { describe, expect, it } from 'vitest';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble();

/** The clauses of the last exchange in the journal. */
async function exercised(client: Client): Promise<string[]> {
  return (await client.journal()).at(-1)?.clauses ?? [];
}

describe('the clauses that the journal says an exchange put to the test', () => {
  it('are those of fields that were sent, of defaults for those that were not, and of the answer', async () => {
    const client = await double.client('mava');
    const body = { customer: { email: 'new@a.example' }, status: 'Pending' };
    await client.send('primary', { path: '/api/ticket', body });
    const clauses = await exercised(client);
    expect(clauses).toEqual(
      expect.arrayContaining([
        'mava/status/values',
        'mava/priority/default',
        'mava/customer/email-type',
        'mava/rate-limit/90-per-30s',
        'mava/response/field-names',
      ]),
    );
    expect(clauses).not.toContain('mava/status/default');
    expect(clauses).not.toContain('mava/status/optional');
    expect(clauses).not.toContain('mava/silent/override');
    expect(clauses).not.toContain('mava/priority/values');
  });

  it('end with the one that refused, its status and its code', async () => {
    const client = await double.client('tickiti');
    const body = { originator_email_address: 'a@b.example', data: { subject: 's', content: 'c' } };
    await client.send('primary', { path: '/api/create_ticket', body });
    expect(await exercised(client)).toEqual(
      expect.arrayContaining([
        'tickiti/idempotency/key-required',
        'tickiti/idempotency/key-answer',
      ]),
    );
  });

  it.each([
    ['loop/delivery/sent', 'brand_harbor'],
    ['loop/delivery/requested', 'brand_harbor_queued'],
    ['loop/delivery/upstream-error', 'brand_harbor_down'],
  ])('tell which way the provider’s own rule went: %s', async (clause, brand_id) => {
    const client = await double.client('loop');
    const person = { person_id: 'person_harbor_1', requester_email: 'a@b.example' };
    const body = { brand_id, ...person, subject: 's', body: 'b' };
    await client.send('primary', { path: '/v1/support/tickets', body });
    expect(await exercised(client)).toContain(clause);
  });

  it.each([
    ['primary', 'user_42', 'supportdesk/assignment/assigned', 'supportdesk/assignment/none-agent'],
    ['no-agents', 'dune_1', 'supportdesk/assignment/none-agent', 'supportdesk/assignment/assigned'],
  ])('and which it did not: %s', async (role, customerExternalId, shown, notShown) => {
    const client = await double.client('supportdesk');
    const body = { customerExternalId, subject: 's', description: 'd' };
    await client.send(role, { path: '/api/v1/tickets/api-create', body });
    const clauses = await exercised(client);
    expect(clauses).toContain(shown);
    expect(clauses).not.toContain(notShown);
  });

  it('are all clauses of the contract', async () => {
    const client = await double.client('tickiti');
    const body = { originator_email_address: 'a@b.example', data: { subject: 's', content: 'c' } };
    const headers = { 'Idempotency-Key': '6ba7b810-9dad-41d1-80b4-00c04fd430c8' };
    await client.send('primary', { path: '/api/create_ticket', headers, body });
    const clauses = await exercised(client);
    expect(clauses).toEqual(
      expect.arrayContaining(['tickiti/queue/inbox', 'tickiti/flags/free-text']),
    );
  });
});
