import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { event, path } from './events.ts';

const double = useDouble();

function token(client: Client): string {
  const credential = client.target.credentials.primary;
  if (!credential) throw new Error('the world has no primary key');
  return credential.token;
}

function sendWith(client: Client, headers: Record<string, string>) {
  return client.send(null, { path, headers, body: event });
}

describe('midlyr: authentication', () => {
  clause('midlyr/authentication/api-key', async () => {
    const client = await double.client('midlyr');
    const accepted = await client.send('primary', { path, body: event });
    const refused = await client.send(null, { path, body: event });
    expect([accepted.status, refused.status]).toEqual([201, 401]);
    expect(await client.list('tickets')).toHaveLength(1);
  });

  clause('midlyr/authentication/header', async () => {
    const client = await double.client('midlyr');
    const key = token(client);
    const elsewhere: Record<string, string>[] = [
      { 'X-API-Key': key },
      { Authorization: key },
      { Authorization: `Basic ${key}` },
      { Authorization: `Bearer${key}` },
      { Cookie: `Authorization=Bearer ${key}` },
    ];
    for (const headers of elsewhere) expect((await sendWith(client, headers)).status).toBe(401);
    expect((await sendWith(client, { Authorization: `Bearer ${key}` })).status).toBe(201);
  });

  clause('midlyr/authentication/invalid', async () => {
    const client = await double.client('midlyr');
    const key = token(client);
    for (const wrong of [
      key.slice(0, -1),
      `${key}x`,
      key.toUpperCase(),
      key.slice(1),
      `"${key}"`,
    ]) {
      const { status, body } = await sendWith(client, { Authorization: `Bearer ${wrong}` });
      expect(status).toBe(401);
      expect(body).toMatchObject({ error: { code: 'unauthorized' } });
    }
    expect(await client.list('tickets')).toEqual([]);
  });
});
