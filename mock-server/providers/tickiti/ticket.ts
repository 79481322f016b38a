import { timestamp } from '../../engine/context.ts';
import { type Creation, keep } from '../../engine/creation.ts';
import type { Asked, Plan, PlannedResponse } from './plan.ts';
import { render } from './templates.ts';

/** What names a ticket: its number in the tenant's sequence, its id and its secret one. */
export interface TicketNames {
  readonly ticket_number: number;
  readonly ticket_id: string;
  readonly secure_id: string;
}

const systemAccount = 'system';

/**
 * Stores the ticket that a plan describes, and notifies the originator.
 *
 * @rule ticket: Open, of normal priority, numbered
 * @rule first-response: public or for staff, signed by the originator or the system account
 * @rule uid: kept as it was sent
 */
export function fileTicket(creation: Creation, asked: Asked, plan: Plan, names: TicketNames): void {
  const { context, entities } = creation;
  const email = asked.originator_email_address;
  const author = asked.use_passed_originator_as_responder ? email : systemAccount;
  const responses = plan.responses.map(({ template, text, isPublic }) => ({
    ...(template ? render(template, asked.data) : text),
    is_public: isPublic,
    author,
    ...(template && { template: template.id }),
  }));
  keep(creation, 'ticket', names.ticket_id, {
    ...names,
    status: 'Open',
    priority: 'Normal',
    queue: plan.queue,
    originator: { id: entities.get('customer')?.id, email },
    ...(asked.uid !== undefined && { uid: asked.uid }),
    ...(asked.intervention !== undefined && { intervention: asked.intervention }),
    responses,
    tasks: plan.tasks,
    createdAt: timestamp(context),
    views: ['open', 'global'],
  });

  const [first] = plan.responses;
  if (!first || !isNotified(first)) return;
  const notification = {
    type: 'email',
    to: email,
    subject: responses[0]?.subject,
    ticket: names.ticket_id,
  };
  keep(creation, 'notification', context.mint('{uuid}', context.now), notification);
}

/** @rule notification: the originator hears of a response that it may see, unless the template keeps quiet. */
function isNotified({ isPublic, template }: PlannedResponse): boolean {
  return isPublic && template?.data.notify !== false;
}
