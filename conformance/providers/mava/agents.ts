import type { Operation } from '../../../specs/contract/types.ts';
import type { Plan } from '../../cases/change.ts';
import { draftOf } from '../../cases/draft-of.ts';
import { type Accepted, isAccepted, told } from '../../reading/exchange.ts';
import { isMembers, memberOf } from '../../reading/locate.ts';
import { check } from '../../suite/check.ts';
import type { Check } from '../../suite/verification.ts';

const of = (name: string) => `mava/agents/${name}`;

/** The list of agents: where the ids that a ticket takes come from. */
export function agentChecks(plan: Plan): Check[] {
  const create = plan.contract.operations.find(({ id }) => id === 'createTicket');
  const clauses = ['source', 'without-email', 'all-at-once', 'own-organization'].map(of);
  return [
    check('coverage', 'agents/token', [of('path')], async (session) => {
      const exchange = await session.send({ ...session.draft(), as: null });
      session.judge(!isAccepted(exchange), [of('path')], {
        expected: ['a refusal without a token'],
        actual: told(exchange),
        exchanges: [exchange],
      });
    }),
    {
      ...listCheck(plan, clauses, create),
      recipes: () => [
        {
          id: 'coverage/agents',
          expects: { is: 'accepted', clauses: [of('path')], shows: clauses },
          make: (maker) => draftOf(plan, undefined, maker),
        },
      ],
    },
  ];
}

function listCheck({ known }: Plan, clauses: readonly string[], create: Operation | undefined) {
  return check('coverage', 'agents', clauses, async (session) => {
    const exchange = await session.send(session.draft());
    if (!isAccepted(exchange)) return session.unseen('the target lists no agents', ...clauses);
    const listed = listIn(exchange.answer.json);
    const ids = listed.map((agent) => String(memberOf(agent, '_id') ?? memberOf(agent, 'id')));
    const own = known.own('agent', 'primary');
    const found = (expected: string) => ({
      expected: [expected],
      actual: told(exchange as Accepted),
      exchanges: [exchange],
    });
    const lacking = own.filter(({ id }) => !ids.includes(id)).map(({ id }) => id);
    session.judge(lacking.length < own.length, [of('source')], found('the ids of agents'));
    session.judge(
      lacking.length === 0,
      [of('all-at-once')],
      found(`all agents, also ${lacking.join(', ')}`),
    );
    const strangers = known.foreign('agent', 'primary').filter(({ id }) => ids.includes(id));
    session.judge(strangers.length === 0, [of('own-organization')], found('only own agents'));
    const wallet = own.find(({ email }) => email === undefined || email === null);
    if (wallet) {
      const shown = listed[ids.indexOf(wallet.id)];
      const isBare = shown !== undefined && !memberOf(shown, 'email');
      session.judge(isBare, [of('without-email')], found(`${wallet.id}, without an email`));
    }
    const [first] = ids;
    const [customer] = known.own('customer', 'primary');
    if (!create || !first || !customer) return;
    const body = { customerId: customer.id, assignedTo: first };
    const ticket = await session.send({ ...session.draft(), operation: create, body });
    session.judge(isAccepted(ticket), [of('source')], {
      expected: [`a ticket assigned to ${first}, which was listed`],
      actual: told(ticket),
      exchanges: [exchange, ticket],
    });
  });
}

/** The first list of objects in an answer, whatever is around it. */
function listIn(json: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(json)) return json.filter(isMembers);
  if (!isMembers(json)) return [];
  const lists = Object.values(json).map(listIn);
  return lists.find((list) => list.length > 0) ?? [];
}
