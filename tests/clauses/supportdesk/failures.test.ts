import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { failEveryStep } from '../../support/fail-every-step.ts';
import { useDouble } from '../../support/use-double.ts';
import { create, path, ticket } from './tickets.ts';

const double = useDouble();
const refusal = (code: string) => ({
  success: false,
  error: { code, message: expect.stringMatching(/./) },
  timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
});

describe('supportdesk: failures and refusals', () => {
  clause('supportdesk/errors/internal', async () => {
    const client = await double.client('supportdesk');
    const { failed } = await failEveryStep(client, () => create(client, ticket));
    for (const { status, body } of failed) {
      expect(status).toBe(500);
      expect(body).toEqual(refusal('INTERNAL_ERROR'));
    }
  });

  clause('supportdesk/errors/all-or-nothing', async () => {
    const client = await double.client('supportdesk');
    const nothingIsLeft = async () => {
      expect(await client.list('tickets')).toEqual([]);
      expect(await client.list('notifications')).toEqual([]);
    };
    await create(client, { ...ticket, subject: '' });
    await create(client, { ...ticket, customerExternalId: 'nobody' });
    await create(client, { ...ticket, customerExternalId: 'cedar_1' }, 'exhausted-quota');
    await nothingIsLeft();

    const { accepted } = await failEveryStep(client, () => create(client, ticket), nothingIsLeft);
    expect(accepted.body.data).toMatchObject({
      ticketNumber: 'INV-1042',
      assignedAgent: { id: 'claaaaa1' },
    });
    expect(await client.list('tickets')).toHaveLength(1);
    expect(await client.list('notifications')).toHaveLength(2);
  });

  clause('supportdesk/errors/envelope', async () => {
    const client = await double.client('supportdesk');
    const cedar = { ...ticket, customerExternalId: 'cedar_1' };
    const answers = {
      VALIDATION_ERROR: await create(client, {}),
      UNAUTHORIZED: await client.send(null, { path, body: ticket }),
      PLAN_LIMIT_REACHED: await create(client, cedar, 'exhausted-quota'),
      CUSTOMER_NOT_FOUND: await create(client, cedar),
      NOT_FOUND: await client.send('primary', { path: '/api/v1/nothing', body: ticket }),
      METHOD_NOT_ALLOWED: await client.send('primary', { method: 'GET', path }),
      PAYLOAD_TOO_LARGE: await create(client, { ...ticket, filling: 'x'.repeat(1024 * 1024) }),
    };
    for (const [code, { body }] of Object.entries(answers)) expect(body).toEqual(refusal(code));
  });
});
