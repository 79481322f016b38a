import type { Plan } from '../../cases/change.ts';
import type { Draft } from '../../cases/draft.ts';
import { fieldOf } from '../../cases/place.ts';
import { isDocumented } from '../../cases/subject.ts';
import { isAccepted, isRefused, told } from '../../reading/exchange.ts';
import type { Watch } from '../../reading/watch.ts';
import { check, unseen } from '../../suite/check.ts';
import { numbered } from '../../suite/recipe-check.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';
import type { Entity } from '../../target/target.ts';
import { templatesOf } from './bound-data.ts';
import { type Path, pathOf } from './path.ts';
import { factsOf, madeFor, sending, type Wanted } from './requests.ts';

const of = (name: string) => `tickiti/queue/${name}`;
const inbox = 'Inbox';
const shown = 'tickiti/response/queue';
const isSilent = ({ queue }: Entity) => queue === undefined || queue === null;

/** In which queue a ticket lands: the one of data, else of template or intervention, else Inbox. */
export function watchQueue(plan: Plan): Watch {
  const names = [
    'from-data',
    'from-template',
    'from-intervention',
    'inbox',
    'of-rendered-template',
  ];
  return {
    clauses: [...names.map(of), shown],
    shownBy(draft) {
      const path = pathOf(plan, { draft, isReplay: false });
      const rule = path && ruleOf(path);
      if (!rule) return [];
      const clause = of(rule[0]);
      return isDocumented(plan, clause) ? [clause, shown] : [clause];
    },
    accepted(exchange, note) {
      const path = pathOf(plan, exchange);
      const rule = path && ruleOf(path);
      if (!rule) return;
      const [name, queue] = rule;
      // Where the document says in which queue it is, the answer's field has to name that one.
      const also = isDocumented(plan, of(name)) ? [shown] : [];
      if (factsOf(plan, exchange).queue === queue) {
        for (const clause of [of(name), ...also]) note({ saw: 'held', clause });
        return;
      }
      const found = { expected: [`the queue ${queue}`], actual: told(exchange) };
      note({ saw: 'broken', clause: of(name), also, ...found, exchanges: [exchange] });
    },
  };
}

/** The clause that says where a ticket lands, and the queue; undefined where the target does not tell. */
function ruleOf(path: Path): readonly [name: string, queue: string] | undefined {
  if (path.of === 'intervention') {
    // Beside an intervention it cannot be set, and a check of its own sees to that.
    if (path.queue !== undefined) return undefined;
    const { queue } = path.entity;
    return typeof queue === 'string'
      ? ['from-intervention', queue]
      : ['of-rendered-template', inbox];
  }
  if (path.queue !== undefined) return ['from-data', path.queue];
  if (path.of === 'text' || isSilent(path.entity)) return ['inbox', inbox];
  const { queue } = path.entity;
  return typeof queue === 'string' ? ['from-template', queue] : undefined;
}

/** Requests to every queue, by every template and every intervention; staff-only ones land where others do. */
export function queueChecks(plan: Plan): Check[] {
  const { known } = plan;
  const queues = known.own('queue', 'primary').map(({ id }) => id);
  return [
    sending(plan, 'queue/free-text', ['from-data', 'inbox'].map(of), [
      ...queues.map((queue): Wanted => ({ shape: '/data/subject', fields: at(queue) })),
      ...seenOrNot({ shape: '/data/subject' }),
    ]),
    ...ofTemplates(plan, known.own('template', 'primary'), queues),
    ...ofInterventions(plan, queues),
  ];
}

function ofTemplates(plan: Plan, templates: readonly Entity[], queues: readonly string[]): Check[] {
  const naming = templates.filter((template) => !isSilent(template));
  const all = templates.flatMap((template): Wanted[] => {
    const bare: Wanted = { shape: '/template_identifier', named: template.id };
    const chosen = isSilent(template) ? undefined : otherThan(template.queue, queues);
    return [...seenOrNot(bare), ...(chosen === undefined ? [] : [{ ...bare, fields: at(chosen) }])];
  });
  return [
    sending(plan, 'queue/template', ['from-data', 'from-template', 'inbox'].map(of), all),
    ...(naming.length > 0
      ? []
      : [
          unseen('queue/naming-template', 'the target names no template with a queue', [
            of('from-template'),
          ]),
        ]),
  ];
}

function ofInterventions(plan: Plan, queues: readonly string[]): Check[] {
  const all = plan.known.own('intervention', 'primary');
  const leading = all.filter(({ queue }) => typeof queue === 'string');
  const open = all.filter(
    (one) =>
      isSilent(one) && templatesOf(plan, one.id, 'primary').some((other) => !isSilent(other)),
  );
  const own = ['from-intervention', 'not-with-intervention'].map(of);
  const rendered = [of('of-rendered-template')];
  const bare = ({ id }: Entity) => seenOrNot({ shape: '/intervention', named: id });
  return [
    ...(leading.length === 0
      ? [unseen('queue/intervention', 'the target names no intervention with a queue', own)]
      : [
          sending(plan, 'queue/intervention', own.slice(0, 1), leading.flatMap(bare)),
          withIntervention(plan, own.slice(1), leading, queues),
        ]),
    open.length === 0
      ? unseen(
          'queue/rendered-template',
          'the target names no intervention without a queue whose template has one',
          rendered,
        )
      : sending(plan, 'queue/rendered-template', rendered, open.flatMap(bare)),
  ];
}

function seenOrNot(wanted: Wanted): Wanted[] {
  return [wanted, { ...wanted, fields: { ...wanted.fields, '/is_public': false } }];
}

function at(queue: string) {
  return { '/data/queue_name': queue };
}

function otherThan(queue: unknown, queues: readonly string[]): string | undefined {
  return queues.find((name) => name !== queue && name !== inbox);
}

/** Refused or not looked at: what it must not do is to take effect. */
function withIntervention(
  plan: Plan,
  clauses: readonly string[],
  leading: readonly Entity[],
  queues: readonly string[],
): Check {
  const wanted = leading.flatMap(({ id, queue }): Wanted[] => {
    const other = otherThan(queue, queues);
    return other === undefined ? [] : [{ shape: '/intervention', named: id, fields: at(other) }];
  });
  const name = 'queue/with-intervention';
  const recipes = numbered(
    name,
    wanted.map((one) => ({
      change: { pointer: '/data/queue_name', keyword: 'queue', operator: 'with-intervention' },
      expects: { is: 'accepted', clauses, mayBeRefused: true },
      make: (maker) => madeFor({ plan, maker }, one),
    })),
  );
  const made = check('coverage', name, clauses, async (session) => {
    for (const recipe of recipes) {
      const draft = recipe.make(session.maker);
      if (draft) await cannotBeSet(session, draft);
    }
  });
  return { ...made, recipes: () => recipes };
}

async function cannotBeSet(session: Session, draft: Draft): Promise<void> {
  const queue = fieldOf(draft, '/data/queue_name');
  const exchange = await session.send(draft);
  const isSet = isAccepted(exchange) && factsOf(session.plan, exchange).queue === queue;
  if (!isAccepted(exchange) && !isRefused(exchange)) return;
  session.judge(!isSet, [of('not-with-intervention')], {
    expected: ['a refusal, or the queue of the intervention'],
    actual: told(exchange),
    exchanges: [exchange],
  });
}
