import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, ines, intervention, onlyTicket } from './create-ticket.ts';

const double = useDouble();
const renewal = {
  originator_email_address: ines,
  intervention: 'contract_renewal',
  data: { contract_reference: 'C-12' },
};

/** The ticket that the body files. */
async function ticketOf(body: object) {
  const client = await double.client('tickiti');
  expect((await createTicket(client, body)).status).toBe(200);
  return onlyTicket(client);
}

describe('tickiti: interventions', () => {
  clause('tickiti/intervention/templates', async () => {
    const { responses } = await ticketOf(intervention);
    expect(responses).toMatchObject([
      {
        template: 'warranty_claim_received',
        subject: 'Warranty claim for Vapor Pro 3',
        content: 'Your claim for Vapor Pro 3 of order SP-2412-0490 is with our workshop.',
      },
      {
        template: 'warranty_claim_checklist',
        subject: 'Checklist for Vapor Pro 3',
        content: 'Compare the photos, the date of SP-2412-0490 and the batch of Vapor Pro 3.',
      },
    ]);
  });

  clause('tickiti/intervention/follow-up-steps', async () => {
    const warranty = await ticketOf(intervention);
    expect(warranty.tasks).toEqual(['Ask for photos of the damage', 'Book the workshop']);
    expect((await ticketOf(renewal)).tasks).toEqual([]);
  });

  clause('tickiti/intervention/later-responses', async () => {
    for (const is_public of [true, false]) {
      const warranty = await ticketOf({ ...intervention, is_public });
      expect(warranty.responses.map((response) => response.is_public)).toEqual([is_public, false]);
      const contract = await ticketOf({ ...renewal, is_public });
      expect(contract.responses.map((response) => response.is_public)).toEqual([is_public, true]);
    }
  });

  clause('tickiti/queue/of-rendered-template', async () => {
    const { queue, responses } = await ticketOf({
      originator_email_address: ines,
      intervention: 'delivery_follow_up',
      data: { order_reference: 'SP-7' },
    });
    expect(responses).toMatchObject([{ template: 'delivery_exception' }]);
    expect(queue).toBe('Inbox');
  });
});
