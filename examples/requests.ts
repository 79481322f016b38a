import { randomUUID } from 'node:crypto';

/** A request for a ticket, as it will be sent however often it has to be. */
export interface TicketRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What happened in the shop; its id is ours. */
export interface ShopEvent {
  readonly id: string;
  readonly text: string;
}

/** How each provider wants to be asked. A key that is made here is made once for each event. */
export const requestFor: Readonly<Record<string, (event: ShopEvent) => TicketRequest>> = {
  midlyr: ({ id, text }) => ({
    path: '/api/v1/events',
    headers: {},
    body: { scenario: 'complaint', content: { type: 'text', text }, externalRef: id },
  }),
  mava: ({ text }) => ({
    path: '/api/ticket',
    headers: {},
    body: { customer: { email: 'shopper@example.com' }, message: { content: text } },
  }),
  loop: ({ id, text }) => ({
    path: '/v1/support/tickets',
    headers: {},
    body: {
      brand_id: 'brand_harbor',
      person_id: 'person_harbor_1',
      requester_email: 'shopper@example.com',
      subject: id,
      body: text,
    },
  }),
  tickiti: ({ id, text }) => ({
    path: '/api/create_ticket',
    headers: { 'Idempotency-Key': randomUUID() },
    body: { originator_email_address: 'shopper@example.com', data: { subject: id, content: text } },
  }),
  supportdesk: ({ id, text }) => ({
    path: '/api/v1/tickets/api-create',
    headers: {},
    body: { customerExternalId: 'user_42', subject: id, description: text },
  }),
};

/** Providers at which a request with the key of an earlier one is done once. */
export const hasKeys: ReadonlySet<string> = new Set(['midlyr', 'tickiti']);

export const events: readonly ShopEvent[] = ['4711', '4712', '4713', '4714', '4715', '4716'].map(
  (order) => ({ id: `order-${order}`, text: `The parcel of order ${order} did not arrive.` }),
);

/** Where the provider is, and who asks: as `doublecheck certify` says it. */
export function connection() {
  const { DOUBLECHECK_PROVIDER, DOUBLECHECK_BASE_URL, DOUBLECHECK_HEADER } = process.env;
  return {
    provider: DOUBLECHECK_PROVIDER ?? '',
    baseUrl: DOUBLECHECK_BASE_URL ?? '',
    headers: {
      'Content-Type': 'application/json',
      [DOUBLECHECK_HEADER ?? '']: process.env.DOUBLECHECK_HEADER_VALUE ?? '',
    },
  };
}
