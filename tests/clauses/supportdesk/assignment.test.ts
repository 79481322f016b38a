import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { agentsOf, birchTicket, create, createMany, ticket } from './tickets.ts';

const double = useDouble();
/** The available N1 agents of the app, by id. */
const available = ['claaaaa1', 'claaaaa2', 'claaaaa3'];
const noAgents = { body: { ...ticket, customerExternalId: 'dune_1' }, role: 'no-agents' };

describe('supportdesk: assignment', () => {
  clause('supportdesk/assignment/assigned', async () => {
    const client = await double.client('supportdesk');
    const { body } = await create(client, ticket);
    expect(available).toContain(body.data.assignedAgent.id);
    const [stored] = await client.list('tickets');
    expect(stored?.assignedAgent).toEqual(body.data.assignedAgent);
  });

  clause('supportdesk/assignment/turns', async () => {
    const client = await double.client('supportdesk');
    const answers = await createMany(client, 7);
    expect(agentsOf(answers)).toEqual([...available, ...available, 'claaaaa1']);
  });

  it('gives no turn to a request that is refused or fails', async () => {
    const client = await double.client('supportdesk');
    const first = await create(client, ticket);
    await create(client, { ...ticket, customerExternalId: 'nobody' });
    await client.faults({ store: { at: 'commit', times: 1 } });
    await create(client, ticket);
    const second = await create(client, ticket);
    expect(agentsOf([first, second])).toEqual(['claaaaa1', 'claaaaa2']);
  });

  it('shares out tickets that arrive at once', async () => {
    const client = await double.client('supportdesk');
    const answers = await Promise.all(Array.from({ length: 30 }, () => create(client, ticket)));
    expect(agentsOf(answers).sort()).toEqual(available.flatMap((id) => Array(10).fill(id)));
  });

  clause('supportdesk/assignment/stays-available', async () => {
    const client = await double.client('supportdesk');
    const answers = await createMany(client, 3, { body: birchTicket, role: 'second-tenant' });
    expect(agentsOf(answers)).toEqual(['clbirch11', 'clbirch11', 'clbirch11']);
  });

  clause('supportdesk/assignment/own-app', async () => {
    const client = await double.client('supportdesk');
    const ours = await createMany(client, 2);
    const theirs = await createMany(client, 2, { body: birchTicket, role: 'second-tenant' });
    const oursAgain = await createMany(client, 2);
    expect(agentsOf([...ours, ...oursAgain])).toEqual([...available, 'claaaaa1']);
    expect(agentsOf(theirs)).toEqual(['clbirch11', 'clbirch11']);
  });

  clause('supportdesk/assignment/n1-only', async () => {
    const client = await double.client('supportdesk');
    const mixed = await createMany(client, 8);
    const none = await createMany(client, 3, noAgents);
    expect(new Set(agentsOf(mixed))).toEqual(new Set(available));
    expect(agentsOf(none)).toEqual([null, null, null]);
  });

  it('never asks an N1 agent who is not available', async () => {
    const client = await double.client('supportdesk');
    expect(agentsOf(await createMany(client, 8))).not.toContain('claaaaa0');
  });

  clause('supportdesk/assignment/none-status', async () => {
    const client = await double.client('supportdesk');
    const [answer] = await createMany(client, 1, noAgents);
    expect(answer?.body.data).toMatchObject({ status: 'OPEN', assignedAgent: null });
    const [stored] = await client.list('tickets');
    expect(stored).toMatchObject({ status: 'OPEN', assignedAgent: null });
  });
});
