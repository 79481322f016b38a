import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { failEveryStep } from '../../support/fail-every-step.ts';
import { useDouble } from '../../support/use-double.ts';
import { open, path, ticket } from './support-tickets.ts';

const double = useDouble();
const refusal = (error: string) => ({ error, message: expect.stringMatching(/./) });

describe('loop: failures and refusals', () => {
  clause('loop/errors/internal', async () => {
    const client = await double.client('loop');
    const { failed } = await failEveryStep(client, () => open(client, ticket));
    for (const { status, body } of failed) {
      expect(status).toBe(500);
      expect(body).toEqual(refusal('internal_error'));
    }
  });

  clause('loop/errors/all-or-nothing', async () => {
    const client = await double.client('loop');
    const nothingIsLeft = async () => {
      expect(await client.list('tickets')).toEqual([]);
      expect(await client.list('notifications')).toEqual([]);
    };
    await open(client, { ...ticket, subject: '' });
    await open(client, { ...ticket, person_id: 'person_harbor_2' });
    await open(client, { ...ticket, brand_id: 'brand_nowhere' });
    await open(client, { ...ticket, brand_id: 'brand_harbor_down' });
    await nothingIsLeft();

    const { accepted } = await failEveryStep(client, () => open(client, ticket), nothingIsLeft);
    expect(await client.list('tickets')).toMatchObject([
      { id: accepted.body.ticket_id, message_id: accepted.body.message_id },
    ]);
  });

  clause('loop/errors/other-statuses', async () => {
    const client = await double.client('loop');
    const answers = {
      unauthorized: await client.send(null, { path, body: ticket }),
      not_found: await client.send('primary', { path: '/v1/nothing', body: ticket }),
      method_not_allowed: await client.send('primary', { method: 'GET', path }),
      payload_too_large: await open(client, { ...ticket, body: 'x'.repeat(10 * 1024 * 1024) }),
    };
    for (const [error, { body }] of Object.entries(answers)) expect(body).toEqual(refusal(error));
  });
});
