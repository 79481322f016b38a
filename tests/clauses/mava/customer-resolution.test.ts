import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { added } from '../../support/state-of.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { createTicket, nora, tier } from './create-ticket.ts';

const double = useDouble();
const wallet = '0x27b1fdb04752bbc536007a920d24acb045561c26';
const mika = { name: 'Mika Aho', email: 'mika@harbor.example' };

/** Creates a ticket for a described customer; answers with the id of the customer that it got. */
async function resolve(client: Client, customer: object, role?: string): Promise<string> {
  const answer = await createTicket(client, { customer }, role);
  expect(answer.status).toBe(201);
  return answer.body.customer._id;
}

describe('mava: customer resolution', () => {
  clause('mava/customer-resolution/created', async () => {
    const client = await double.client('mava');
    const before = await client.list('customers');
    const attributes = [{ attribute: tier, content: 'gold' }];
    const id = await resolve(client, { ...mika, walletAddress: wallet, attributes });
    expect(added(before, await client.list('customers'))).toEqual([
      { id, tenant: 'org-harbor', ...mika, walletAddress: wallet, attributes },
    ]);
  });

  clause('mava/customer-resolution/by-email', async () => {
    const client = await double.client('mava');
    const id = await resolve(client, { ...mika, walletAddress: wallet });
    expect(await resolve(client, { email: mika.email })).toBe(id);
    expect(
      await resolve(client, { email: 'other@harbor.example', walletAddress: wallet }),
    ).not.toBe(id);
  });

  clause('mava/customer-resolution/by-wallet', async () => {
    const client = await double.client('mava');
    const id = await resolve(client, { ...mika, walletAddress: wallet });
    expect(await resolve(client, { walletAddress: wallet })).toBe(id);
  });

  clause('mava/customer-resolution/reused', async () => {
    const client = await double.client('mava');
    const before = await client.list('customers');
    const described = { name: 'X', attributes: [{ attribute: tier, content: 'gold' }] };
    expect(await resolve(client, { ...described, email: 'nora@harbor.example' })).toBe(nora);
    await resolve(client, {
      ...described,
      walletAddress: '0x52908400098527886E0F7030069857D2E4169EE7',
    });
    expect(await client.list('customers')).toEqual(before);
  });

  clause('mava/customer-resolution/identifier-not-added', async () => {
    const client = await double.client('mava');
    const before = await client.list('customers');
    await resolve(client, { email: 'nora@harbor.example', walletAddress: wallet });
    expect(await client.list('customers')).toEqual(before);
    expect(await resolve(client, { walletAddress: wallet })).not.toBe(nora);
  });

  clause('mava/customer-resolution/within-organization', async () => {
    const client = await double.client('mava');
    const ours = await resolve(client, { ...mika, walletAddress: wallet });
    expect(await resolve(client, { email: mika.email }, 'second-tenant')).not.toBe(ours);
    expect(await resolve(client, { walletAddress: wallet }, 'second-tenant')).not.toBe(ours);
    expect(await resolve(client, { email: mika.email }, 'second-key')).toBe(ours);
  });

  clause('mava/customer-resolution/several-matches', async () => {
    const client = await double.client('mava');
    const first = await resolve(client, { ...mika, walletAddress: wallet });
    const second = await resolve(client, { email: 'twin@harbor.example', walletAddress: wallet });
    expect(second).not.toBe(first);
    expect(await resolve(client, { walletAddress: wallet })).toBe(first);
  });

  clause('mava/customer-resolution/concurrent', async () => {
    const client = await double.client('mava');
    const before = await client.list('customers');
    const ids = await Promise.all(Array.from({ length: 60 }, () => resolve(client, mika)));
    const created = added(before, await client.list('customers'));
    expect(created).toHaveLength(1);
    expect(new Set(ids)).toEqual(new Set(created.map(({ id }) => id)));
    expect(await client.list('tickets')).toHaveLength(60);
  });

  it('finds a customer that it created in any letter case', async () => {
    const client = await double.client('mava');
    const id = await resolve(client, {
      ...mika,
      email: 'Mika@Harbor.example',
      walletAddress: wallet,
    });
    expect(await resolve(client, { email: 'mIKA@harbor.EXAMPLE' })).toBe(id);
    expect(await resolve(client, { walletAddress: `0x${wallet.slice(2).toUpperCase()}` })).toBe(id);
  });
});
