import type { ProviderOperation } from '../engine/compile.ts';
import { ownEntity, timestamp } from '../engine/context.ts';
import { type Creation, documentedFields, keep } from '../engine/creation.ts';
import type { Entity } from '../engine/facts.ts';
import type { WorldRules } from '../world/schema.ts';

const text = { type: 'string' };
const named = { properties: { name: text } };

export const world: WorldRules = {
  settings: {
    attachmentPrefixes: {
      type: 'array',
      items: { type: 'string', pattern: '^https://[^/]+/(.*/)?$' },
    },
  },
  kinds: {
    customer: {
      properties: { name: text, email: text, walletAddress: text, attributes: { type: 'array' } },
    },
    agent: { properties: { name: text, email: text } },
    category: named,
    tag: named,
    attribute: named,
  },
};

export const operations: Record<string, ProviderOperation> = {
  /**
   * @rule ticket: the answer, with every field that the ticket has
   * @rule customer-by-id: an existing customer, where customerId names one
   */
  createTicket: {
    create(creation) {
      const { context, body, entities } = creation;
      const answer = creation.answer as Record<string, unknown> & { _id: string };
      const customer =
        entities.get('customer') ?? ownEntity(context, 'customer', 'id', String(body.customerId));
      const createdAt = timestamp(context);
      Object.assign(answer, {
        customer: { _id: customer?.id, ...customer?.data },
        createdAt,
        updatedAt: createdAt,
      });

      keep(creation, 'ticket', answer._id, {
        ...documentedFields(creation),
        customer: customer?.id,
        createdAt,
        views: viewsOf(body),
      });
      notifyAssignee(creation, answer._id);
      runAutomations(creation, answer._id);
      return undefined;
    },
  },
  /** @rule agents: all of the organization's, those without email too */
  listAgents: {
    ask: (_request, wants) => void wants.lists.push('agent'),
    create(creation) {
      const agents = creation.context.facts.lists.get('agent') ?? [];
      creation.answer = agents.map(({ id, data }: Entity) => ({
        _id: id,
        name: data.name,
        email: data.email,
      }));
      return undefined;
    },
  },
};

/** @rule views: the Open view passes over tickets without a message; the Global one shows all. */
function viewsOf({ status, message }: Creation['body']): string[] {
  return status === 'Open' && message !== undefined ? ['open', 'global'] : ['global'];
}

/** @rule notification: the assigned agent, in the app, unless notify is off. */
function notifyAssignee(creation: Creation, ticket: string): void {
  const { body, context } = creation;
  if (body.assignedTo === undefined || body.notify !== true) return;
  const notification = { type: 'in-app', agent: body.assignedTo, ticket };
  keep(creation, 'notification', context.mint('{uuid}', context.now), notification);
}

/** @rule automations: run with the initial message, unless triggerAutomations is off. */
function runAutomations(creation: Creation, ticket: string): void {
  const { body, context } = creation;
  if (body.message === undefined || body.triggerAutomations !== true) return;
  keep(creation, 'notification', context.mint('{uuid}', context.now), {
    type: 'automation',
    ticket,
  });
}
