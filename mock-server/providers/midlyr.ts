import type { ProviderOperation } from '../engine/compile.ts';
import { timestamp } from '../engine/context.ts';
import { documentedFields, keep, note } from '../engine/creation.ts';
import type { WorldRules } from '../world/schema.ts';

/** Teams have nothing but their keys. */
export const world: WorldRules = { settings: {}, kinds: {} };

export const operations: Record<string, ProviderOperation> = {
  /** @rule created-flag: true here; a replay's `false` is the contract's `changes` */
  createEvent: {
    create(creation) {
      const answer = creation.answer as { ticketId: string; created?: boolean };
      answer.created = true;
      if (creation.body.externalRef === undefined) note(creation, 'midlyr/idempotency/without-key');
      const ticket = { ...documentedFields(creation), createdAt: timestamp(creation.context) };
      keep(creation, 'ticket', answer.ticketId, { ...ticket, views: ['open', 'global'] });
      return undefined;
    },
  },
};
