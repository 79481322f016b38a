import { type Context, ownEntity } from '../../engine/context.ts';
import type { Entity } from '../../engine/facts.ts';
import type { Rendered } from './templates.ts';

/** What is written on the ticket: a text of the caller's, or one that a template makes. */
export interface PlannedResponse {
  readonly template?: Entity;
  readonly text?: Rendered;
  readonly isPublic: boolean;
}

/** What a request asks for, worked out from whichever of the three shapes it has. */
export interface Plan {
  readonly path: 'text' | 'template' | 'intervention';
  readonly queue: string;
  readonly responses: readonly PlannedResponse[];
  /** Follow-up steps that are not responses. */
  readonly tasks: readonly string[];
}

/** The body after validation, defaults filled in. */
export interface Asked {
  readonly originator_email_address: string;
  readonly template_identifier?: string;
  readonly intervention?: string;
  readonly uid?: string;
  readonly is_public: boolean;
  readonly use_passed_originator_as_responder: boolean;
  readonly data: Readonly<Record<string, unknown>> & { readonly queue_name?: string };
}

interface Step {
  readonly respond?: string;
  readonly public?: boolean;
  readonly task?: string;
}

const inbox = 'Inbox';

/** @rule queue: the request's, else the template's, else Inbox. Queue, responses and follow-up steps of the ticket to be. */
export function planOf(asked: Asked, context: Context): Plan {
  if (asked.intervention !== undefined) return planOfIntervention(asked, context);
  const template = asked.template_identifier
    ? ownEntity(context, 'template', 'id', asked.template_identifier)
    : undefined;
  const text = { subject: String(asked.data.subject), content: String(asked.data.content) };
  return {
    path: template ? 'template' : 'text',
    queue: asked.data.queue_name ?? queueOf(template) ?? inbox,
    responses: [{ ...(template ? { template } : { text }), isPublic: asked.is_public }],
    tasks: [],
  };
}

/** @rule intervention-steps: the first response is as public as the request says, later ones as their step says. */
function planOfIntervention(asked: Asked, context: Context): Plan {
  const intervention = ownEntity(context, 'intervention', 'id', asked.intervention ?? '');
  const templates = new Map(
    (context.facts.lists.get('template') ?? []).map((entity) => [entity.id, entity]),
  );
  const steps = (intervention?.data.steps ?? []) as readonly Step[];
  const responses = steps
    .flatMap(({ respond, public: isPublic }) => {
      const template = respond === undefined ? undefined : templates.get(respond);
      return template ? [{ template, isPublic: isPublic === true }] : [];
    })
    .map((response, index) =>
      index === 0 ? { ...response, isPublic: asked.is_public } : response,
    );
  return {
    path: 'intervention',
    queue: queueOf(intervention) ?? inbox,
    responses,
    tasks: steps.flatMap(({ task }) => task ?? []),
  };
}

function queueOf(entity: Entity | undefined): string | undefined {
  const queue = entity?.data.queue;
  return typeof queue === 'string' ? queue : undefined;
}

/** The clauses by which a plan was made: which shape it has, and what named its queue. */
export function clausesOfPlan(asked: Asked, { path, queue, responses }: Plan): string[] {
  const [first] = responses;
  const shape = {
    text: ['tickiti/flags/free-text'],
    template: ['tickiti/response/used-template', 'tickiti/flags/template-visibility'],
    intervention: ['tickiti/response/used-intervention', 'tickiti/flags/intervention-visibility'],
  };
  const named = asked.data.queue_name === undefined ? path : 'data';
  const source = queue === inbox && named !== 'data' ? 'inbox' : `from-${named}`;
  const visibility = first?.isPublic ? 'public' : 'staff-only';
  return [...shape[path], `tickiti/queue/${source}`, `tickiti/first-response/${visibility}`];
}
