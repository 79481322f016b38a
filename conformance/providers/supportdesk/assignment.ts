import type { Plan } from '../../cases/change.ts';
import { draftOf } from '../../cases/draft-of.ts';
import type { Recipe } from '../../cases/recipe.ts';
import { AnswerReader } from '../../reading/answer-reader.ts';
import { type Accepted, isAccepted, told } from '../../reading/exchange.ts';
import { isMembers } from '../../reading/locate.ts';
import type { Watch } from '../../reading/watch.ts';
import { check } from '../../suite/check.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';

const of = (name: string) => `supportdesk/assignment/${name}`;

const shownAgent = 'supportdesk/response/assigned-agent';

/** Agents of a role's tenant that can be assigned: level N1, available. */
function ableAgents({ known }: Plan, role: string): string[] {
  const agents = known.own('agent', role);
  return agents
    .filter(({ level, available }) => level === 'N1' && available === true)
    .map(({ id }) => id);
}

/** The id of the agent that an answer shows, null where it shows that there is none, undefined where it shows neither. */
function assigneeIn(reader: AnswerReader, { answer }: Accepted): string | null | undefined {
  const shown = reader.read(answer, '/data/assignedAgent');
  if (shown === null) return null;
  return isMembers(shown) && typeof shown.id === 'string' ? shown.id : undefined;
}

/** Whoever is shown as assigned can be assigned, and then the ticket is in progress. */
export function watchAssignment(plan: Plan): Watch {
  const reader = new AnswerReader(plan);
  const clauses = [...['assigned', 'in-progress', 'own-app', 'n1-only'].map(of), shownAgent];
  const busy = new Set<string>();
  return {
    clauses,
    shownBy: ({ as }) => (ableAgents(plan, as ?? '').length === 0 ? [] : clauses),
    accepted(exchange, note) {
      const role = exchange.draft.as ?? '';
      const able = ableAgents(plan, role);
      if (able.length === 0) return;
      const assignee = assigneeIn(reader, exchange);
      const status = reader.read(exchange.answer, '/data/status');
      // Whether an agent who has a ticket can have another is nothing that the document says.
      const isSomebodyFree = able.some((id) => !busy.has(`${role} ${id}`));
      const premise = isSomebodyFree ? undefined : of('stays-available');
      const judge = (isSo: boolean, clause: string, expected: string) => {
        if (isSo) return note({ saw: 'held', clause });
        const found = { expected: [expected], actual: told(exchange), exchanges: [exchange] };
        note({ saw: 'broken', clause, also: [], ...found, premise });
      };
      const object = 'assignedAgent as an object, since the ticket was assigned';
      const isShown = isMembers(reader.read(exchange.answer, '/data/assignedAgent'));
      judge(isShown || status !== 'IN_PROGRESS', shownAgent, object);
      const reason = 'no answer shows assignedAgent';
      if (assignee === undefined) return note({ saw: 'unseen', clause: of('assigned'), reason });
      judge(assignee !== null, of('assigned'), 'an agent assigned, since one is available');
      if (assignee === null) return;
      busy.add(`${role} ${assignee}`);
      judge(status === 'IN_PROGRESS', of('in-progress'), 'status: IN_PROGRESS');
      const own = plan.known.own('agent', role).find(({ id }) => id === assignee);
      judge(own !== undefined, of('own-app'), `an agent of the app, not ${assignee}`);
      judge(own === undefined || own.level === 'N1', of('n1-only'), 'an agent of level N1');
      judge(
        own === undefined || own.available === true,
        of('assigned'),
        'an agent that is available',
      );
    },
  };
}

export function assignmentChecks(plan: Plan): Check[] {
  const reader = new AnswerReader(plan);
  return [
    check('sequences', 'assignment/turns', ['turns', 'stays-available'].map(of), (session) =>
      turns(session, reader),
    ),
    {
      ...check('coverage', 'assignment/none', whenNobody, (session) => nobody(session, reader)),
      recipes: () => (plan.known.credential(forsaken) ? [forNobody(plan)] : []),
    },
  ];
}

/** As many tickets as agents, twice over: each has one ticket of each round, in the same order. */
async function turns(session: Session, reader: AnswerReader): Promise<void> {
  const able = ableAgents(session.plan, 'primary');
  if (able.length < 2) {
    return session.unseen(
      'the target names no two available N1 agents',
      of('turns'),
      of('stays-available'),
    );
  }
  const assigned: (string | null | undefined)[] = [];
  const exchanges: Accepted[] = [];
  for (let i = 0; i < able.length * 2; i++) {
    const exchange = await session.send(session.draft());
    if (!isAccepted(exchange)) return;
    exchanges.push(exchange);
    assigned.push(assigneeIn(reader, exchange));
  }
  const [round, again] = [assigned.slice(0, able.length), assigned.slice(able.length)];
  const found = {
    expected: [
      `each of ${able.join(', ')} once in ${able.length} tickets, in the same order again`,
    ],
    actual: assigned.join(', '),
    exchanges: exchanges.slice(0, 2),
  };
  session.judge(
    new Set(round).size === able.length && round.join() === again.join(),
    [of('turns')],
    found,
  );
  session.judge(!again.includes(null), [of('stays-available')], found);
}

/** The role of an app without agents. */
const forsaken = 'no-agents';
const whenNobody = ['none-status', 'none-agent', 'n1-only'].map(of);

function forNobody(plan: Plan): Recipe {
  return {
    id: 'coverage/assignment/none/1',
    change: { pointer: '', keyword: 'assignment', operator: 'no-agents' },
    expects: { is: 'accepted', clauses: [], shows: whenNobody },
    make: (maker) => draftOf(plan, plan.forms[0], maker, { role: forsaken }),
  };
}

async function nobody(session: Session, reader: AnswerReader): Promise<void> {
  if (!session.plan.known.credential(forsaken)) {
    return session.unseen(`the target has no credential in the role ${forsaken}`, ...whenNobody);
  }
  const exchange = await session.send(session.draft(undefined, { role: forsaken }));
  if (!session.accepted(exchange, []) || !isAccepted(exchange)) return;
  const assignee = assigneeIn(reader, exchange);
  const status = reader.read(exchange.answer, '/data/status');
  const found = (expected: string) => ({
    expected: [expected],
    actual: told(exchange),
    exchanges: [exchange],
  });
  session.judge(
    status === 'OPEN',
    [of('none-status')],
    found('status: OPEN, since nobody is available'),
  );
  session.judge(assignee === null, [of('none-agent')], found('assignedAgent: null'));
  session.judge(typeof assignee !== 'string', [of('n1-only')], found('nobody assigned'));
}
