import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { createTicket, nora } from './create-ticket.ts';

const double = useDouble();
const message = { content: 'Is anybody there?' };

async function create(client: Client, body: object = {}): Promise<string> {
  const answer = await createTicket(client, { customerId: nora, ...body });
  return answer.body._id;
}

async function idsIn(client: Client, view: 'open' | 'global'): Promise<string[]> {
  return (await client.list('tickets', { view })).map(({ id }) => id);
}

describe('mava: views', () => {
  clause('mava/views/empty-not-open', async () => {
    const client = await double.client('mava');
    await create(client);
    const withMessage = await create(client, { message });
    expect(await idsIn(client, 'open')).toEqual([withMessage]);
  });

  clause('mava/views/empty-global', async () => {
    const client = await double.client('mava');
    const empty = await create(client);
    const withMessage = await create(client, { message });
    expect(await idsIn(client, 'global')).toEqual([empty, withMessage]);
  });

  clause('mava/views/open-status', async () => {
    const client = await double.client('mava');
    const open = await create(client, { status: 'Open', message });
    for (const status of ['Pending', 'Resolved', 'Waiting'])
      await create(client, { status, message });
    await create(client, { status: 'Open' });
    expect(await idsIn(client, 'open')).toEqual([open]);
    expect(await idsIn(client, 'global')).toHaveLength(5);
  });
});
