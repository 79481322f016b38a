import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import {
  createTicket,
  createUnified,
  freeText,
  ines,
  intervention,
  onlyTicket,
  template,
  ticketsOf,
} from './create-ticket.ts';

const double = useDouble();

describe('tickiti: the ticket', () => {
  clause('tickiti/endpoint/creates-ticket', async () => {
    const client = await double.client('tickiti');
    for (const body of [freeText, template, intervention]) await createTicket(client, body);
    const tickets = await ticketsOf(client);
    expect(tickets.map(({ originator }) => originator.email)).toEqual([ines, ines, ines]);
    expect(tickets.map(({ queue }) => queue)).toEqual(['Inbox', 'Inbox', 'Returns']);
  });

  clause('tickiti/ticket/status-open', async () => {
    const client = await double.client('tickiti');
    for (const body of [freeText, template, intervention]) await createTicket(client, body);
    const tickets = await ticketsOf(client);
    expect(tickets.map(({ status }) => status)).toEqual(['Open', 'Open', 'Open']);
  });

  clause('tickiti/ticket/default-priority', async () => {
    const client = await double.client('tickiti');
    for (const body of [freeText, { ...freeText, priority: 'High' }, intervention])
      await createTicket(client, body);
    const tickets = await ticketsOf(client);
    expect(tickets.map(({ priority }) => priority)).toEqual(['Normal', 'Normal', 'Normal']);
  });

  clause('tickiti/ticket/numbered', async () => {
    const client = await double.client('tickiti');
    await createTicket(client, freeText);
    const { body } = await createUnified(client, freeText);
    await createTicket(client, template);
    const [first, unified, last] = await ticketsOf(client);

    expect(unified).toMatchObject(body.data);
    expect(first?.ticket_number).toBe(body.data.ticket_number - 1);
    expect(last?.ticket_number).toBe(body.data.ticket_number + 1);
    expect(
      new Set([first, unified, last].flatMap((one) => [one?.ticket_id, one?.secure_id])).size,
    ).toBe(6);
  });

  clause('tickiti/uid/kept', async () => {
    for (const body of [freeText, template, intervention]) {
      const client = await double.client('tickiti');
      await createTicket(client, { ...body, uid: 'crm-claim-58221' });
      expect((await onlyTicket(client)).uid).toBe('crm-claim-58221');
    }
  });

  clause('tickiti/uid/not-unique', async () => {
    const client = await double.client('tickiti');
    const body = { ...freeText, uid: 'crm-claim-58221' };
    const answers = [await createTicket(client, body), await createTicket(client, body)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const tickets = await ticketsOf(client);
    expect(tickets.map(({ uid }) => uid)).toEqual(['crm-claim-58221', 'crm-claim-58221']);
  });
});
