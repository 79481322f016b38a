import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { stallUpload } from '../../support/stalled-upload.ts';
import { useDouble } from '../../support/use-double.ts';
import { create, path, ticket } from './tickets.ts';

const double = useDouble({ providers: ['supportdesk'], bodyTimeout: 200 });

describe('supportdesk: slow clients', () => {
  clause('supportdesk/body/incomplete', async () => {
    const client = await double.client('supportdesk');
    const answer = await stallUpload(client.target, {
      role: 'primary',
      path,
      sent: JSON.stringify(ticket),
    });
    expect(answer.status).toBe(408);
    expect(answer.body).toMatchObject({ success: false, error: { code: 'REQUEST_TIMEOUT' } });
    expect(await client.list('tickets')).toEqual([]);

    const whole = await create(client, ticket);
    expect(whole.body.data.ticketNumber).toBe('INV-1042');
  });
});
