import type { Presence } from '../../../../specs/behaviours/presence.ts';
import { valueAt } from '../../../../specs/contract/pointer.ts';
import type { Create } from '../../../engine/creation.ts';
import type { Entity } from '../../../engine/facts.ts';
import { bodyOf } from '../../../engine/request.ts';
import { answering, successes } from '../../answers.ts';
import { type Change, type Defect, defect, inContract } from '../../defect.ts';
import { behavioursIn, change } from '../../draft.ts';
import { alsoLookingUp, knowing } from '../../knowing.ts';

const operation = 'createTicket';

type Body = Readonly<Record<string, unknown>>;

/** The entities of a kind that a request names are others. */
const naming = (
  kind: string,
  edit: (entity: Entity, templates: readonly Entity[]) => Entity,
): Change =>
  knowing(() => ({ entities, lists }) => ({
    entities: new Map(
      [...entities].map(([name, found]) => [
        name,
        found.map((entity) =>
          entity.kind === kind ? edit(entity, lists.get('template') ?? []) : entity,
        ),
      ]),
    ),
  }));

const become = (entity: Entity, data: object): Entity => ({
  ...entity,
  data: { ...entity.data, ...data },
});
const withoutQueue = (entity: Entity): Entity => become(entity, { queue: undefined });

/** The answer tells another queue. */
const telling = (edit: (queue: string, body: Body) => string): Change =>
  answering({ operation, outcome: successes }, (answer, { request }) => {
    const { data } = answer as { data: { queue: string } };
    data.queue = edit(data.queue, (bodyOf(request) ?? {}) as Body);
  });

/** The provider's code sees another request. */
const creating = (wrap: (create: Create) => Create): Change => ({
  of: 'code',
  operation,
  wrap: (inner) => ({ ...inner, create: wrap(inner.create) }),
});

const templateWins = creating((create) => (creation) => {
  const { template_identifier: id, data } = creation.body;
  const queue = [...creation.context.facts.entities.values()]
    .flat()
    .find((one) => one.kind === 'template' && one.id === id)?.data.queue;
  if (typeof queue === 'string')
    creation.body = { ...creation.body, data: { ...(data as object), queue_name: queue } };
  return create(creation);
});

const allowed = inContract((draft) => {
  for (const declared of behavioursIn<Presence>(draft.contract, 'presence'))
    if (declared.rule === 'forbidden-together') change(declared, { several: undefined });
});

const isText = ({ template_identifier: template, intervention }: Body) =>
  template === undefined && intervention === undefined;

const sentQueue = (body: Body) => valueAt(body, ['data', 'queue_name']) as string | undefined;

/** An intervention without a queue takes that of the first template that it renders. */
const ofRendered = naming('intervention', (intervention, templates) => {
  const steps = (intervention.data.steps ?? []) as { respond?: string }[];
  const queues = steps.map(({ respond }) => templates.find(({ id }) => id === respond)?.data.queue);
  return become(intervention, {
    queue: intervention.data.queue ?? queues.find((queue) => queue !== undefined),
  });
});

const capitalised = (name: string) => name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase();

export const queueDefects: readonly Defect[] = [
  defect('tickiti/queue/from-data', 'the-template-wins', templateWins),
  defect(
    'tickiti/queue/from-data',
    'inbox',
    telling((queue, body) => (queue === sentQueue(body) ? 'Inbox' : queue)),
  ),
  defect('tickiti/queue/from-template', 'inbox', naming('template', withoutQueue)),
  defect('tickiti/queue/from-intervention', 'inbox', naming('intervention', withoutQueue)),
  ...['template', 'intervention'].map((path) =>
    defect(
      `tickiti/queue/from-${path}`,
      'inbox-for-staff-only',
      telling((queue, body) =>
        body.is_public === false && sentQueue(body) === undefined && !isText(body)
          ? 'Inbox'
          : queue,
      ),
    ),
  ),
  defect(
    'tickiti/queue/from-data',
    'inbox-for-staff-only',
    telling((queue, body) => (body.is_public === false ? 'Inbox' : queue)),
  ),
  defect(
    'tickiti/queue/inbox',
    'another-queue',
    telling((queue, body) =>
      queue === 'Inbox' && sentQueue(body) === undefined ? 'Returns' : queue,
    ),
  ),
  defect(
    'tickiti/queue/inbox',
    'none-for-free-text',
    telling((queue, body) =>
      queue === 'Inbox' && sentQueue(body) === undefined && body.intervention === undefined
        ? ''
        : queue,
    ),
  ),
  defect('tickiti/queue/of-rendered-template', 'has-a-say', ofRendered),
  defect(
    'tickiti/queue/not-with-intervention',
    'takes-effect',
    allowed,
    telling((queue, body) => sentQueue(body) ?? queue),
  ),
  defect('tickiti/queue/exact-name', 'ignores-case', alsoLookingUp('queue', 'id', capitalised)),
  defect(
    'tickiti/queue/exact-name',
    'trims',
    alsoLookingUp('queue', 'id', (name) => name.trim()),
  ),
  defect(
    'tickiti/response/queue',
    'in-small-letters',
    telling((queue) => queue.toLowerCase()),
  ),
];
