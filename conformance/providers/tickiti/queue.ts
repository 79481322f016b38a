import type { Fault, Plan } from '../../cases/change.ts';
import { type Draft, withField } from '../../cases/draft.ts';
import { replaced } from '../../cases/place.ts';
import { isDocumented } from '../../cases/subject.ts';
import { check, unseen } from '../../suite/check.ts';
import { isAccepted, isRefused, told } from '../../suite/exchange.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';
import { templatesOf } from './bound-data.ts';
import { factsOf, shaped } from './requests.ts';

const of = (name: string) => `tickiti/queue/${name}`;
const inbox = 'Inbox';

/** In which queue a ticket lands: the one of data, else of template or intervention, else Inbox. */
export function queueChecks(plan: Plan): Check[] {
  const { known } = plan;
  const queues = known.own('queue', 'primary').map(({ id }) => id);
  const templates = known.own('template', 'primary');
  const interventions = known.own('intervention', 'primary');
  const naming = templates.filter(({ queue }) => typeof queue === 'string');
  const silent = templates.filter(({ queue }) => queue === undefined || queue === null);
  const leading = interventions.filter(({ queue }) => typeof queue === 'string');
  const open = interventions.find(
    (one) => !one.queue && templatesOf(plan, one.id, 'primary').some(({ queue }) => queue),
  );
  const other = (queue: unknown) => queues.find((name) => name !== queue && name !== inbox);
  return [
    check('coverage', 'queue/free-text', [of('from-data'), of('inbox')], async (session) => {
      for (const queue of queues) {
        await lands(session, at(shaped(session, '/data/subject'), queue), queue, 'from-data');
      }
      await lands(session, shaped(session, '/data/subject'), inbox, 'inbox');
    }),
    check(
      'coverage',
      'queue/template',
      ['from-data', 'from-template', 'inbox'].map(of),
      async (session) => {
        for (const { id, queue } of naming) {
          const draft = () => shaped(session, '/template_identifier', id);
          await lands(session, draft(), String(queue), 'from-template');
          const chosen = other(queue);
          if (chosen) await lands(session, at(draft(), chosen), chosen, 'from-data');
        }
        for (const { id } of silent) {
          await lands(session, shaped(session, '/template_identifier', id), inbox, 'inbox');
        }
        if (naming.length === 0)
          session.unseen('the target names no template with a queue', of('from-template'));
      },
    ),
    leading.length === 0
      ? unseen('queue/intervention', 'the target names no intervention with a queue', [
          of('from-intervention'),
        ])
      : check(
          'coverage',
          'queue/intervention',
          ['from-intervention', 'not-with-intervention'].map(of),
          async (session) => {
            for (const { id, queue } of leading) {
              await lands(
                session,
                shaped(session, '/intervention', id),
                String(queue),
                'from-intervention',
              );
              const chosen = other(queue);
              if (chosen)
                await cannotBeSet(
                  session,
                  at(shaped(session, '/intervention', id), chosen),
                  chosen,
                );
            }
          },
        ),
    open
      ? check('coverage', 'queue/rendered-template', [of('of-rendered-template')], (session) =>
          lands(session, shaped(session, '/intervention', open.id), inbox, 'of-rendered-template'),
        )
      : unseen(
          'queue/rendered-template',
          'the target names no intervention without a queue whose template has one',
          [of('of-rendered-template')],
        ),
  ];
}

function at(draft: Draft | undefined, queue: string): Draft | undefined {
  return draft && withField(draft, '/data/queue_name', queue);
}

async function lands(
  session: Session,
  draft: Draft | undefined,
  queue: string,
  name: string,
): Promise<void> {
  if (!draft)
    return session.unseen('the target names nothing to build such a request from', of(name));
  const exchange = await session.send(draft);
  if (!session.accepted(exchange, [of(name)]) || !isAccepted(exchange)) return;
  // Where the document says in which queue it is, the answer's field has to name that one.
  const isSaid = isDocumented(session.plan, of(name));
  const clauses = isSaid ? [of(name), 'tickiti/response/queue'] : [of(name)];
  session.judge(factsOf(session.plan, exchange).queue === queue, clauses, {
    expected: [`the queue ${queue}`],
    actual: told(exchange),
    exchanges: [exchange],
  });
}

/** Refused or not looked at: what it must not do is to take effect. */
async function cannotBeSet(
  session: Session,
  draft: Draft | undefined,
  queue: string,
): Promise<void> {
  if (!draft) return;
  const exchange = await session.send(draft);
  const isSet = isAccepted(exchange) && factsOf(session.plan, exchange).queue === queue;
  if (!isAccepted(exchange) && !isRefused(exchange)) return;
  session.judge(!isSet, [of('not-with-intervention')], {
    expected: ['a refusal, or the queue of the intervention'],
    actual: told(exchange),
    exchanges: [exchange],
  });
}

/** A queue's name in other letters. */
export function queueFaults(plan: Plan): Fault[] {
  const clause = of('exact-name');
  const pointer = '/data/queue_name';
  const missing = plan.references.find((reference) => reference.at === pointer)?.missing;
  const name = plan.known
    .own('queue', 'primary')
    .map(({ id }) => id)
    .find((id) => /[a-z]/i.test(id));
  if (!missing || name === undefined) return [];
  const near = {
    capitals: name.toUpperCase(),
    small: name.toLowerCase(),
    'with-space': `${name} `,
  };
  return Object.entries(near)
    .filter(([, value]) => value !== name)
    .map(([operator, value]) => ({
      id: `${pointer}/exact-name/${operator}`,
      kind: 'reference',
      pointer,
      keyword: 'exact-name',
      operator,
      rejection: { ...missing, clause },
      premise: clause,
      apply: (draft) => replaced(draft, pointer, value),
    }));
}
