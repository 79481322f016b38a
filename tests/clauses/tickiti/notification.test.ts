import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import {
  createTicket,
  freeText,
  ines,
  intervention,
  marcus,
  onlyTicket,
  template,
} from './create-ticket.ts';

const double = useDouble();

/** What the originator was sent when the body filed its ticket. */
async function notificationsOf(body: object) {
  const client = await double.client('tickiti');
  expect((await createTicket(client, body)).status).toBe(200);
  return { sent: await client.list('notifications'), ticket: (await onlyTicket(client)).id };
}

describe('tickiti: notification', () => {
  clause('tickiti/notification/sent', async () => {
    const subjects = new Map<object, string>([
      [freeText, 'Laces too short'],
      [template, 'Your claim for Vapor Pro 3'],
      [intervention, 'Warranty claim for Vapor Pro 3'],
    ]);
    for (const [body, subject] of subjects) {
      const { sent, ticket } = await notificationsOf(body);
      expect(sent).toMatchObject([{ type: 'email', to: ines, subject, ticket }]);
    }
  });

  it('is sent to an originator who had no user record before', async () => {
    const { sent } = await notificationsOf({ ...freeText, originator_email_address: marcus });
    expect(sent).toMatchObject([{ to: marcus }]);
  });

  clause('tickiti/notification/suppressed', async () => {
    const { sent } = await notificationsOf({
      ...template,
      template_identifier: 'contract_review',
      data: { contract_reference: 'C-12' },
    });
    expect(sent).toEqual([]);
  });

  it('is suppressed by the template of the first response of an intervention as well', async () => {
    const { sent } = await notificationsOf({
      ...intervention,
      intervention: 'contract_renewal',
      data: { contract_reference: 'C-12' },
    });
    expect(sent).toEqual([]);
  });

  clause('tickiti/notification/staff-only', async () => {
    for (const body of [freeText, template, intervention]) {
      const { sent } = await notificationsOf({ ...body, is_public: false });
      expect(sent).toEqual([]);
    }
  });
});
