import type { ProviderOperation } from '../engine/compile.ts';
import { ownEntity, timestamp } from '../engine/context.ts';
import { documentedFields, keep, note, rejectionOf } from '../engine/creation.ts';
import { refuse } from '../engine/outcome.ts';
import type { WorldRules } from '../world/schema.ts';

/** @rule delivery: what a brand's channel does with a message: takes it at once, queues it, or fails. */
const deliveries = { immediate: 'sent', queued: 'requested', failing: undefined } as const;

export const world: WorldRules = {
  settings: {},
  kinds: {
    brand: {
      required: ['delivery'],
      properties: { name: { type: 'string' }, delivery: { enum: Object.keys(deliveries) } },
    },
  },
};

export const operations: Record<string, ProviderOperation> = {
  /**
   * @rule no-idempotency: nothing of a request is remembered but its ticket
   * @rule no-scope: no ability is asked for
   */
  createSupportTicket: {
    create(creation) {
      const { context, body } = creation;
      const answer = creation.answer as { ticket_id: string; message_id: string; status?: string };
      const brand = ownEntity(context, 'brand', 'id', String(body.brand_id));
      const status = deliveries[brand?.data.delivery as keyof typeof deliveries];
      if (!status)
        return refuse(rejectionOf(creation, 'delivery'), {
          reason: `the channel of ${brand?.id} fails`,
        });

      note(creation, `loop/delivery/${status}`);
      answer.status = status;
      const ticket = {
        ...documentedFields(creation),
        message_id: answer.message_id,
        status,
        createdAt: timestamp(context),
      };
      keep(creation, 'ticket', answer.ticket_id, { ...ticket, views: ['open', 'global'] });
      return undefined;
    },
  },
};
