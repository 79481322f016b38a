import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { event, submit, ticketIds } from './events.ts';

const double = useDouble();
const keyed = { ...event, externalRef: 'case-1' };

describe('midlyr: what an externalRef is', () => {
  clause('midlyr/idempotency/team-apart', async () => {
    const client = await double.client('midlyr');
    const ours = await submit(client, keyed, 'primary');
    const theirs = await submit(client, keyed, 'second-tenant');
    expect(theirs.body.created).toBe(true);
    expect(theirs.body.ticketId).not.toBe(ours.body.ticketId);
    expect(await ticketIds(client, 'team-harbor')).toEqual([ours.body.ticketId]);
    expect(await ticketIds(client, 'team-juniper')).toEqual([theirs.body.ticketId]);
  });

  clause('midlyr/idempotency/team-scope', async () => {
    const client = await double.client('midlyr');
    const first = await submit(client, keyed, 'primary');
    const colleague = await submit(client, keyed, 'second-key');
    expect(colleague.body).toEqual({ ...first.body, created: false });
  });

  clause('midlyr/idempotency/other-value', async () => {
    const client = await double.client('midlyr');
    const values = ['7', '07', '7.0', 'a b', 'a%20b', 'a-b', 'a_b', 'a-', 'a'];
    const long = ['x', 'y'].map((last) => last.padStart(128, 'a'));
    for (const externalRef of [...values, ...long])
      expect((await submit(client, { ...event, externalRef })).body.created).toBe(true);
    expect(await ticketIds(client)).toHaveLength(values.length + long.length);
  });

  clause('midlyr/idempotency/exact-match', async () => {
    const client = await double.client('midlyr');
    const alike = [
      'caf\u00e9-1',
      'cafe\u0301-1',
      'CAF\u00c9-1',
      'Caf\u00e9-1',
      'cafe-1',
      'caf\u00e9-1 ',
      ' caf\u00e9-1',
      'caf\u00e9 -1',
      'caf\u00e9-1\u00a0',
      'caf\u00e9-1\t',
      'caf\u00e9-1\u200b',
      'caf\u00e9-1\u0000',
      'caf\u00e9-\uff11',
    ];
    for (const externalRef of alike) {
      const { body } = await submit(client, { ...event, externalRef });
      expect(body).toMatchObject({ externalRef, created: true });
    }
    expect(await ticketIds(client)).toHaveLength(alike.length);
  });

  clause('midlyr/idempotency/refused-leaves-key-free', async () => {
    const client = await double.client('midlyr');
    const malformed = await submit(client, { ...keyed, scenario: 'nothing' });
    expect(malformed.status).toBe(400);

    const stranger = await client.send(null, { path: '/api/v1/events', body: keyed });
    expect(stranger.status).toBe(401);

    const accepted = await submit(client, keyed);
    expect(accepted.body.created).toBe(true);
  });
});
