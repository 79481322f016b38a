import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, imke, nora, quill } from './create-ticket.ts';

const double = useDouble();
const message = { content: 'The bridge keeps my tokens.' };

/** Creates a ticket, and answers with its id and the notifications and automations that came of it. */
async function createAndLook(body: object) {
  const client = await double.client('mava');
  const answer = await createTicket(client, { customerId: nora, ...body });
  expect(answer.status).toBe(201);
  const all = await client.list('notifications');
  return {
    ticket: answer.body._id as string,
    notifications: all.filter(({ type }) => type === 'in-app'),
    automations: all.filter(({ type }) => type === 'automation'),
    all,
  };
}

describe('mava: notifications and automations', () => {
  clause('mava/notify/assigned-agent', async () => {
    const { ticket, notifications } = await createAndLook({ assignedTo: imke, notify: true });
    expect(notifications).toMatchObject([{ agent: imke, ticket, tenant: 'org-harbor' }]);
  });

  clause('mava/notify/off', async () => {
    const { notifications } = await createAndLook({ assignedTo: imke, notify: false });
    expect(notifications).toEqual([]);
  });

  clause('mava/notify/default', async () => {
    const { ticket, notifications } = await createAndLook({ assignedTo: quill });
    expect(notifications).toMatchObject([{ agent: quill, ticket }]);
  });

  clause('mava/notify/nobody-assigned', async () => {
    const { notifications } = await createAndLook({ notify: true, message });
    expect(notifications).toEqual([]);
  });

  clause('mava/silent/no-notification', async () => {
    const { all } = await createAndLook({ silent: true, assignedTo: imke, notify: true, message });
    expect(all).toEqual([]);
  });

  clause('mava/trigger-automations/run', async () => {
    const { ticket, automations } = await createAndLook({ triggerAutomations: true, message });
    expect(automations).toMatchObject([{ ticket, tenant: 'org-harbor' }]);
  });

  clause('mava/trigger-automations/off', async () => {
    const { automations } = await createAndLook({ triggerAutomations: false, message });
    expect(automations).toEqual([]);
  });

  clause('mava/trigger-automations/default', async () => {
    const { ticket, automations } = await createAndLook({ message });
    expect(automations).toMatchObject([{ ticket }]);
  });

  clause('mava/trigger-automations/without-message', async () => {
    const { automations } = await createAndLook({ triggerAutomations: true, assignedTo: imke });
    expect(automations).toEqual([]);
  });

  clause('mava/silent/no-automations', async () => {
    const { automations } = await createAndLook({
      silent: true,
      triggerAutomations: true,
      message,
    });
    expect(automations).toEqual([]);
  });
});
