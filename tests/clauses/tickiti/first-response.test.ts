import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import {
  createTicket,
  freeText,
  ines,
  intervention,
  onlyTicket,
  template,
} from './create-ticket.ts';

const double = useDouble();
const shapes = { freeText, template, intervention };

/** The first response on the ticket that the body files. */
async function firstResponse(body: object) {
  const client = await double.client('tickiti');
  expect((await createTicket(client, body)).status).toBe(200);
  return (await onlyTicket(client)).responses[0];
}

describe('tickiti: first response', () => {
  clause('tickiti/first-response/written', async () => {
    expect(await firstResponse(freeText)).toMatchObject(freeText.data);
    expect(await firstResponse(template)).toMatchObject({
      template: 'warranty_acknowledgement',
      subject: 'Your claim for Vapor Pro 3',
      content:
        'Dear Ines Marchand, we have your claim for Vapor Pro 3 of order SP-2412-0490 and will look into it.',
    });
    expect(await firstResponse(intervention)).toMatchObject({
      template: 'warranty_claim_received',
      subject: 'Warranty claim for Vapor Pro 3',
      content: 'Your claim for Vapor Pro 3 of order SP-2412-0490 is with our workshop.',
    });
  });

  it('renders a section once for each item that data has', async () => {
    const late = { ...template, template_identifier: 'delivery_exception' };
    const items = [
      { quantity: 2, name: 'Vapor Pro 3' },
      { quantity: 1, name: 'Trail Cap' },
    ];
    const order = { order_reference: 'SP-7' };
    expect(await firstResponse({ ...late, data: { ...order, items } })).toMatchObject({
      content: 'Order SP-7 is delayed. 2 of Vapor Pro 3 will follow. 1 of Trail Cap will follow.',
    });
    expect(await firstResponse({ ...late, data: order })).toMatchObject({
      content: 'Order SP-7 is delayed.',
    });
  });

  it('renders bound values as they are: neither as HTML nor as templates', async () => {
    const product = '<b>"Vapor" & {{customer_name}}</b>';
    expect(await firstResponse({ ...template, data: { ...template.data, product } })).toMatchObject(
      {
        subject: `Your claim for ${product}`,
      },
    );
  });

  it('writes free text as it is, and not as a template', async () => {
    const data = { subject: 'About {{order}}', content: '{{#a}}{{/b}} {{product}}', product: 'x' };
    const { product, ...text } = data;
    expect(await firstResponse({ ...freeText, data })).toMatchObject(text);
  });

  clause('tickiti/first-response/public', async () => {
    for (const body of Object.values(shapes))
      expect(await firstResponse({ ...body, is_public: true })).toMatchObject({ is_public: true });
  });

  clause('tickiti/first-response/staff-only', async () => {
    for (const body of Object.values(shapes))
      expect(await firstResponse({ ...body, is_public: false })).toMatchObject({
        is_public: false,
      });
  });

  clause('tickiti/is-public/default', async () => {
    for (const body of Object.values(shapes))
      expect(await firstResponse(body)).toMatchObject({ is_public: true });
  });

  clause('tickiti/first-response/by-originator', async () => {
    for (const body of Object.values(shapes)) {
      const asked = { ...body, use_passed_originator_as_responder: true };
      expect(await firstResponse(asked)).toMatchObject({ author: ines });
    }
  });

  clause('tickiti/first-response/by-system-account', async () => {
    for (const body of Object.values(shapes)) {
      const asked = { ...body, use_passed_originator_as_responder: false };
      expect(await firstResponse(asked)).toMatchObject({ author: 'system' });
    }
  });

  clause('tickiti/responder/default', async () => {
    for (const body of Object.values(shapes))
      expect(await firstResponse(body)).toMatchObject({ author: 'system' });
  });
});
