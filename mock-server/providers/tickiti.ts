import { askForNumber, takeNumber } from '../behaviours/sequence.ts';
import type { ProviderOperation } from '../engine/compile.ts';
import { type Creation, note, rejectionOf } from '../engine/creation.ts';
import { type Refusal, refuse } from '../engine/outcome.ts';
import { bodyOf } from '../engine/request.ts';
import type { WorldRules } from '../world/schema.ts';
import { checkTickitiWorld } from './tickiti/check-world.ts';
import { type Asked, clausesOfPlan, type Plan, planOf } from './tickiti/plan.ts';
import { maxRendered, type Survey, survey } from './tickiti/templates.ts';
import { fileTicket, type TicketNames } from './tickiti/ticket.ts';

const text = { type: 'string' };

const step = {
  type: 'object',
  additionalProperties: false,
  properties: { respond: text, public: { type: 'boolean' }, task: text },
  oneOf: [{ required: ['respond', 'public'] }, { required: ['task'] }],
};

export const world: WorldRules = {
  check: checkTickitiWorld,
  settings: { firstTicketNumber: { type: 'integer', minimum: 1 } },
  kinds: {
    customer: { required: ['email'], properties: { email: text, name: text } },
    queue: { properties: {} },
    template: {
      required: ['subject', 'content'],
      properties: { queue: text, subject: text, content: text, notify: { type: 'boolean' } },
    },
    intervention: {
      required: ['steps'],
      properties: { queue: text, steps: { type: 'array', items: step } },
    },
  },
};

export const operations: Record<string, ProviderOperation> = {
  /** @rule leaner-answer: the queue and the path taken, no number and no ids */
  createTicket: {
    ask(request, wants) {
      askForNumber(wants);
      const { intervention } = (bodyOf(request) ?? {}) as { intervention?: unknown };
      if (intervention !== undefined) wants.lists.push('template');
    },
    create(creation) {
      const asked = creation.body as unknown as Asked;
      const plan = planOf(asked, creation.context);
      const refusal = refuseTemplates(creation, asked, plan);
      if (refusal) return refusal;

      creation.answer = { ok: true, data: { queue: plan.queue, ...flagsOf(plan) } };
      note(creation, ...clausesOfPlan(asked, plan));
      fileTicket(creation, asked, plan, newNames(creation));
      return undefined;
    },
  },
  /** @rule leaner-endpoint: no templates, no interventions, no keys; but the ticket's number and ids */
  createTicketUnified: {
    create(creation) {
      const asked = creation.body as unknown as Asked;
      const { data } = creation.answer as { data: TicketNames };
      creation.answer = { ok: true, data };
      fileTicket(creation, asked, planOf(asked, creation.context), data);
      return undefined;
    },
  },
};

/** @rule template-data: every value that a rendered template names must be there, and the text stay within bounds. */
function refuseTemplates(
  creation: Creation,
  { data }: Asked,
  { responses }: Plan,
): Refusal | undefined {
  const found: Survey = { lacking: new Set(), length: 0 };
  for (const { template } of responses) if (template) survey(template, data, found);
  const rejection = rejectionOf(creation, 'template-data');
  if (found.lacking.size > 0)
    return refuse(rejection, { detail: `data lacks ${[...found.lacking].join(', ')}.` });
  if (found.length <= maxRendered) return undefined;
  const clause = 'tickiti/template/rendered-size';
  return refuse(rejection, {
    clause,
    detail: `The templates make a text of more than ${maxRendered} letters.`,
  });
}

/** @rule flags: which path was taken, and whether it rendered a template for staff or for all. */
function flagsOf({ path, responses }: Plan) {
  const rendered = responses.filter(({ template }) => template);
  return {
    used_template: path === 'template',
    used_intervention: path === 'intervention',
    used_private_template: rendered.some(({ isPublic }) => !isPublic),
    used_public_template: rendered.some(({ isPublic }) => isPublic),
  };
}

/** The names that this endpoint gives a ticket and does not tell. */
function newNames(creation: Creation): TicketNames {
  const { mint, now } = creation.context;
  return {
    ticket_number: takeNumber(creation, 'firstTicketNumber'),
    ticket_id: mint('{uuid}', now),
    secure_id: mint('{uuid}', now),
  };
}
