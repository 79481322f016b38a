import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { stallUpload } from '../../support/stalled-upload.ts';
import { useDouble } from '../../support/use-double.ts';

const double = useDouble({ providers: ['mava'], bodyTimeout: 50 });

describe('mava: body', () => {
  clause('mava/body/incomplete', async () => {
    const client = await double.client('mava');
    const request = { role: 'primary', path: '/api/ticket' };
    const { status, body } = await stallUpload(client.target, request);
    expect(status).toBe(408);
    expect(body).toEqual({ error: 'REQUEST_TIMEOUT', message: expect.any(String) });
    expect(await client.list('tickets')).toEqual([]);
  });
});
