import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { failEveryStep } from '../../support/fail-every-step.ts';
import { useDouble } from '../../support/use-double.ts';
import { event, path, submit } from './events.ts';

const double = useDouble();
const keyed = { ...event, externalRef: 'case-1' };
const refusal = (code: string) => ({ error: { code, message: expect.stringMatching(/./) } });

describe('midlyr: failures and refusals', () => {
  clause('midlyr/errors/internal', async () => {
    const client = await double.client('midlyr');
    const { failed } = await failEveryStep(client, () => submit(client, keyed));
    for (const { status, body } of failed) {
      expect(status).toBe(500);
      expect(body).toEqual(refusal('internal_error'));
    }
  });

  clause('midlyr/errors/all-or-nothing', async () => {
    const client = await double.client('midlyr');
    const nothingIsLeft = async () => expect(await client.list('tickets')).toEqual([]);
    await submit(client, { ...keyed, scenario: 'nothing' });
    await client.send(null, { path, body: keyed });
    await nothingIsLeft();

    const { accepted } = await failEveryStep(client, () => submit(client, keyed), nothingIsLeft);
    expect(accepted.body.created).toBe(true);
    expect(await client.list('tickets')).toMatchObject([{ id: accepted.body.ticketId }]);
  });

  clause('midlyr/errors/envelope', async () => {
    const client = await double.client('midlyr');
    const answers = {
      invalid_request: await submit(client, {}),
      unauthorized: await client.send(null, { path, body: event }),
      not_found: await client.send('primary', { path: '/api/v1/nothing', body: event }),
      method_not_allowed: await client.send('primary', { method: 'GET', path }),
      payload_too_large: await submit(client, { ...event, filling: 'x'.repeat(1024 * 1024) }),
    };
    for (const [code, { body }] of Object.entries(answers)) expect(body).toEqual(refusal(code));
  });

  clause('midlyr/order', async () => {
    const client = await double.client('midlyr');
    await submit(client, keyed);
    const withoutKey = await client.send(null, { path, body: '{' });
    expect(withoutKey.status).toBe(401);

    const invalidReplay = await submit(client, { ...keyed, scenario: 'nothing' });
    expect(invalidReplay.status).toBe(400);
  });
});
