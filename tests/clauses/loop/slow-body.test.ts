import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { stallUpload } from '../../support/stalled-upload.ts';
import { useDouble } from '../../support/use-double.ts';
import { path, ticket } from './support-tickets.ts';

const double = useDouble({ providers: ['loop'], bodyTimeout: 200 });

describe('loop: slow clients', () => {
  clause('loop/body/incomplete', async () => {
    const client = await double.client('loop');
    const answer = await stallUpload(client.target, {
      role: 'primary',
      path,
      sent: JSON.stringify(ticket),
    });
    expect(answer.status).toBe(408);
    expect(answer.body).toEqual({ error: 'request_timeout', message: expect.any(String) });
    expect(await client.list('tickets')).toEqual([]);
  });
});
