import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { stallUpload } from '../../support/stalled-upload.ts';
import { useDouble } from '../../support/use-double.ts';
import { event, path, submit } from './events.ts';

const double = useDouble({ providers: ['midlyr'], bodyTimeout: 200 });

describe('midlyr: slow clients', () => {
  clause('midlyr/body/incomplete', async () => {
    const client = await double.client('midlyr');
    const keyed = { ...event, externalRef: 'case-1' };
    const answer = await stallUpload(client.target, {
      role: 'primary',
      path,
      sent: JSON.stringify(keyed),
    });
    expect(answer.status).toBe(408);
    expect(answer.body).toMatchObject({ error: { code: 'request_timeout' } });
    expect(await client.list('tickets')).toEqual([]);

    const whole = await submit(client, keyed);
    expect(whole.body.created).toBe(true);
  });
});
