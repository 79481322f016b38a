import type { ProviderOperation } from '../engine/compile.ts';
import { ownEntity, timestamp } from '../engine/context.ts';
import { type Creation, change, documentedFields, keep, note } from '../engine/creation.ts';
import type { Entity } from '../engine/facts.ts';
import type { WorldRules } from '../world/schema.ts';

const text = { type: 'string' };

export const world: WorldRules = {
  settings: {
    monthlyTickets: { type: 'integer', minimum: 0 },
    firstTicketNumber: { type: 'integer', minimum: 1 },
  },
  kinds: {
    customer: {
      required: ['externalId', 'email'],
      properties: { externalId: text, email: text, name: text },
    },
    agent: {
      required: ['name', 'email', 'level', 'available'],
      properties: {
        name: text,
        email: text,
        level: { enum: ['N1', 'N2'] },
        available: { type: 'boolean' },
      },
    },
    tag: { properties: { name: text } },
  },
};

interface Answer {
  data: Record<string, unknown> & { id: string };
}

export const operations: Record<string, ProviderOperation> = {
  /**
   * @rule ticket: what is kept and what the answer shows of it
   * @rule channel: API, whatever was sent
   * @rule no-idempotency: nothing of a request is remembered but its ticket
   */
  createTicket: {
    ask: (_request, wants) => void wants.lists.push('agent'),
    create(creation) {
      const { context, body } = creation;
      const { data } = creation.answer as Answer;
      const customer = ownEntity(
        context,
        'customer',
        'externalId',
        String(body.customerExternalId),
      );
      const agent = nextAgent(creation);
      const createdAt = timestamp(context);

      Object.assign(data, {
        status: agent ? 'IN_PROGRESS' : 'OPEN',
        channel: 'API',
        customer: { id: customer?.id, email: customer?.data.email },
        assignedAgent: agent
          ? { id: agent.id, name: agent.data.name, email: agent.data.email }
          : null,
        createdAt,
      });
      creation.answer = { success: true, data, timestamp: createdAt };
      note(creation, 'supportdesk/channel/api');
      if (agent) assign(creation, agent);
      else
        note(creation, 'supportdesk/assignment/none-status', 'supportdesk/assignment/none-agent');
      keep(creation, 'ticket', data.id, {
        ...documentedFields(creation),
        ...data,
        views: ['open', 'global'],
      });
      return undefined;
    },
  },
};

/** @rule assignment: agents take turns: the available N1 agent whose last ticket is longest ago, of equals the one whose id sorts first. */
function nextAgent({ context }: Creation): Entity | undefined {
  const able = agentsOf(context).filter(
    ({ data }) => data.level === 'N1' && data.available === true,
  );
  return able.sort((a, b) => turnOf(a) - turnOf(b) || (a.id < b.id ? -1 : 1))[0];
}

/** @rule agent-notification: the agent is told, by email and dashboard, and goes behind all others. */
function assign(creation: Creation, agent: Entity): void {
  const { context, answer } = creation;
  note(creation, 'supportdesk/assignment/assigned', 'supportdesk/assignment/in-progress');
  const turn = Math.max(...agentsOf(context).map(turnOf)) + 1;
  change(creation, agent, { ...agent.data, turn });
  const { id, ticketNumber } = (answer as Answer).data;
  for (const type of ['email', 'dashboard']) {
    const notification = { type, to: agent.data.email, agent: agent.id, ticket: id, ticketNumber };
    keep(creation, 'notification', context.mint('{uuid}', context.now), notification);
  }
}

function agentsOf({ facts }: Creation['context']): Entity[] {
  return [...(facts.lists.get('agent') ?? [])];
}

/** When an agent last had a turn, as a number that grows; 0 for never. */
function turnOf({ data }: Entity): number {
  return typeof data.turn === 'number' ? data.turn : 0;
}
