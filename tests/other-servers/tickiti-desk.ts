import { type Choices, type Made, type Refusal, validationFailed } from './choices/tickiti.ts';
import { isGiven, type Json } from './read.ts';
import type { Desk, Template } from './worlds/tickiti.ts';

/** Names of queues, templates and interventions are the desk's own; so are the values that its templates name. */
export function missingFrom(desk: Desk, request: Json, rules: Choices): Refusal | undefined {
  const { template, intervention } = desk.entities;
  const { template_identifier, intervention: wanted, data } = request;
  const has = (list: readonly { id: string }[], name: unknown) =>
    !isGiven(name) || list.some(({ id }) => id === name);
  const isQueueAsked = isGiven((data as Json).queue_name) && !isGiven(wanted);
  if (isQueueAsked && !queueNamed(desk, request, rules)) return validationFailed;
  if (!has(template, template_identifier) || !has(intervention, wanted)) return validationFailed;
  if (rules.unboundValue === 'empty') return undefined;
  const isBound = templatesOf(desk, request).every(({ subject, content }) =>
    [...`${subject}${content}`.matchAll(/\{\{(\w+)\}\}/g)].every(([, name]) =>
      Object.hasOwn(data as Json, String(name)),
    ),
  );
  return isBound ? undefined : rules.unboundValue;
}

/** The desk's queue of the name that data gives. */
export function queueNamed(
  { entities }: Desk,
  { data }: Json,
  { queueCase }: Choices,
): string | undefined {
  const folded = (name: unknown) => (queueCase === 'ignored' ? String(name).toLowerCase() : name);
  const wanted = (data as Json).queue_name;
  return isGiven(wanted)
    ? entities.queue.find(({ id }) => folded(id) === folded(wanted))?.id
    : undefined;
}

/** The queue in which a ticket lands. */
export function queueOf(desk: Desk, request: Json, rules: Choices): string {
  const templates = templatesOf(desk, request);
  const { intervention: known } = desk.entities;
  const intervention = known.find(({ id }) => id === request.intervention);
  const ofTemplate = templates.find(({ queue }) => queue !== undefined)?.queue;
  if (!intervention) return queueNamed(desk, request, rules) ?? ofTemplate ?? 'Inbox';
  const ofRendered = rules.queueOfRendered === 'counts' ? ofTemplate : undefined;
  return intervention.queue ?? ofRendered ?? 'Inbox';
}

function stepsOf({ entities }: Desk, request: Json): { respond: string; public: boolean }[] {
  const found = entities.intervention.find(({ id }) => id === request.intervention);
  return (found?.steps ?? []).filter((step) => 'respond' in step);
}

function templatesOf(desk: Desk, request: Json): Template[] {
  const names = [
    request.template_identifier,
    ...stepsOf(desk, request).map((step) => step.respond),
  ];
  return desk.entities.template.filter(({ id }) => names.includes(id));
}

export function madeFrom(desk: Desk, request: Json): Made {
  const isPublic = request.is_public !== false;
  if (isGiven(request.intervention)) {
    const responses = stepsOf(desk, request).map((step) => step.public);
    return { from: 'intervention', isPublic, responses };
  }
  if (!isGiven(request.template_identifier)) return { from: 'text', isPublic, responses: [] };
  return { from: 'template', isPublic, responses: [isPublic] };
}

/** The customer's record, which is not changed when it is there. */
export function findOrCreate({ entities: { customer } }: Desk, email: string): void {
  if (!customer.some((person) => person.email === email))
    customer.push({ id: `person-${customer.length + 1}`, email });
}
