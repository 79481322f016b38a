import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { stallUpload } from '../../support/stalled-upload.ts';
import { useDouble } from '../../support/use-double.ts';
import { ticketsOf } from './create-ticket.ts';

const double = useDouble({ providers: ['tickiti'], bodyTimeout: 50 });

describe('tickiti: body', () => {
  clause('tickiti/body/incomplete', async () => {
    const client = await double.client('tickiti');
    for (const path of ['/api/create_ticket', '/api/tickets/create']) {
      const { status, body } = await stallUpload(client.target, { role: 'primary', path });
      expect([status, body]).toEqual([
        408,
        { ok: false, error: { code: 'request_timeout', message: expect.any(String) } },
      ]);
    }
    expect(await ticketsOf(client)).toEqual([]);
  });
});
