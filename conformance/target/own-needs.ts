import type { Needs } from './need.ts';

/** What only one provider has, and no behaviour of the contract tells. */
export const ownNeeds: Readonly<Record<string, Partial<Needs>>> = {
  loop: {
    kinds: [
      {
        kind: 'brand',
        why: 'its channel takes a message at once (immediate), queues it (queued) or fails (failing): one of each',
        fields: { delivery: 'immediate' },
      },
    ],
  },
  supportdesk: {
    roles: [{ role: 'no-agents', why: 'a credential of a tenant where no N1 agent is available' }],
    kinds: [
      {
        kind: 'agent',
        why: 'a ticket is assigned to an N1 agent who is available',
        fields: {
          name: 'Agent One',
          email: 'agent@{tenant}.example',
          level: 'N1',
          available: true,
        },
      },
    ],
  },
  tickiti: {
    kinds: [
      {
        kind: 'template',
        why: 'data holds values that render it; without queue its tickets land in Inbox',
        fields: {
          data: { customer_name: 'Nora', order_reference: 'A-1001' },
          queue: 'queue-of-{tenant}',
        },
      },
      {
        kind: 'intervention',
        why: 'data holds values that render all of its responses',
        fields: {
          data: { product: 'Lamp', order_reference: 'A-1001' },
          queue: 'queue-of-{tenant}',
        },
      },
    ],
  },
};
