import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { type Client, useDouble } from '../../support/use-double.ts';

const double = useDouble();
const event = {
  scenario: 'complaint',
  content: { type: 'text', text: 'Two charges for one purchase.' },
};

function submit(client: Client, body: object, role = 'primary') {
  return client.send(role, { path: '/api/v1/events', body });
}

describe('midlyr: idempotency', () => {
  clause('midlyr/idempotency/replay', async () => {
    const client = await double.client('midlyr');
    const first = await submit(client, { ...event, externalRef: 'case-1' });
    const second = await submit(client, { ...event, externalRef: 'case-1' });
    expect(second.body.ticketId).toBe(first.body.ticketId);
  });

  clause('midlyr/idempotency/created-false', async () => {
    const client = await double.client('midlyr');
    await submit(client, { ...event, externalRef: 'case-1' });
    const replay = await submit(client, { ...event, externalRef: 'case-1' });
    expect(replay.body.created).toBe(false);
  });
});
