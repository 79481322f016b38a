import type { FindOrCreate } from '../../../specs/behaviours/find-or-create.ts';
import type { Plan } from '../../cases/change.ts';
import { withField } from '../../cases/draft.ts';
import { entityIn } from '../../reading/entity.ts';
import { isAccepted, isRefused, told } from '../../reading/exchange.ts';
import { freshValue, judgeSame, lookUp } from '../../sequences/lookup.ts';
import { check } from '../../suite/check.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';
import { rollbackChecks } from './rollback.ts';

const of = (name: string) => `mava/customer-resolution/${name}`;

/** What the lookup of a customer promises beyond finding and making one. */
export function customerChecks(plan: Plan): Check[] {
  const [find] = plan.finds;
  if (!find) return [];
  return [
    check('sequences', 'customer/within-organization', [of('within-organization')], (session) =>
      otherOrganization(session, find),
    ),
    check('sequences', 'customer/name', ['mava/customer/name-on-creation'], (session) =>
      nameOnCreation(session, find),
    ),
    check(
      'sequences',
      'customer/created-from',
      [of('created'), 'mava/customer/name-on-creation'],
      (session) => createdFrom(session, find),
    ),
    check('sequences', 'customer/identifier', [of('identifier-not-added')], (session) =>
      identifierNotAdded(session, find),
    ),
    check('sequences', 'customer/several', [of('several-matches')], (session) =>
      severalMatches(session, find),
    ),
    check('races', 'customer/at-once', [of('concurrent')], atOnce),
    ...rollbackChecks(find, plan),
  ];
}

async function otherOrganization(session: Session, find: FindOrCreate): Promise<void> {
  const clause = of('within-organization');
  if (!session.plan.known.credential('second-tenant'))
    return session.unseen('the target has no credential in the role second-tenant', clause);
  for (const one of find.by) {
    const value = freshValue(session, one);
    const ours = await lookUp(session, find, { [one.field]: value });
    const theirs = await lookUp(session, find, { [one.field]: value }, 'second-tenant');
    judgeSame(session, ours, theirs, false, clause, 'customer');
  }
}

async function nameOnCreation(session: Session, find: FindOrCreate): Promise<void> {
  const clause = 'mava/customer/name-on-creation';
  const [one] = find.by;
  if (!one) return;
  const email = freshValue(session, one);
  const name = session.maker.word();
  const made = await lookUp(session, find, { email, name });
  const later = await lookUp(session, find, { email, name: `${name} otherwise` });
  for (const looked of [made, later]) {
    const shown = looked?.entity.field('name');
    if (!looked || shown === undefined) {
      session.unseen("no answer shows the customer's name", clause);
      continue;
    }
    session.judge(shown === name, [clause], {
      expected: [`the name ${name}, which the customer was created with`],
      actual: String(shown),
      exchanges: [made?.exchange, later?.exchange].filter((exchange) => exchange !== undefined),
    });
  }
}

/** Everything that a customer was created from, as far as this server shows such fields at all. */
async function createdFrom(session: Session, find: FindOrCreate): Promise<void> {
  const { plan, maker } = session;
  const attribute = plan.known.own('attribute', 'primary')[0]?.id;
  const sent: Record<string, unknown> = {
    email: maker.email(),
    name: maker.word(),
    walletAddress: `0x${maker.hex(40)}`,
    ...(attribute !== undefined && { attributes: [{ attribute, content: maker.word() }] }),
  };
  const made = await lookUp(session, find, sent);
  const later = await lookUp(session, find, { email: sent.email });
  for (const name of Object.keys(sent)) {
    if (!(await showsField(session, name))) continue;
    const shown = [made, later].map((looked) => JSON.stringify(looked?.entity.field(name)));
    const isKept = shown.every(
      (one) => one?.toLowerCase() === JSON.stringify(sent[name]).toLowerCase(),
    );
    const clauses = [of('created'), ...(name === 'name' ? ['mava/customer/name-on-creation'] : [])];
    session.judge(isKept, clauses, {
      expected: [`the customer's ${name} as it was sent: ${JSON.stringify(sent[name])}`],
      actual: shown.join(' and later '),
      exchanges: [made?.exchange, later?.exchange].filter((exchange) => exchange !== undefined),
    });
  }
}

/** Whether answers show this field of a customer who is known to have it. */
async function showsField(session: Session, name: string): Promise<boolean> {
  const { plan } = session;
  const known = plan.known.own('customer', 'primary').find((one) => one[name] !== undefined);
  const form = plan.forms.find(({ chosen }) => chosen.includes('/customerId'));
  if (!known || !form) return false;
  const exchange = await session.send(withField(session.draft(form), '/customerId', known.id));
  if (!isAccepted(exchange)) return false;
  const shown = entityIn(plan, 'customer', exchange.answer).field(name);
  return JSON.stringify(shown) === JSON.stringify(known[name]);
}

async function identifierNotAdded(session: Session, find: FindOrCreate): Promise<void> {
  const clause = of('identifier-not-added');
  const email = session.maker.email();
  const first = await lookUp(session, find, { email });
  const second = await lookUp(session, find, {
    email,
    walletAddress: `0x${session.maker.hex(40)}`,
  });
  const later = await lookUp(session, find, { email });
  for (const looked of [second, later]) {
    if (!first || !looked) continue;
    session.judge(!looked.entity.field('walletAddress'), [clause], {
      expected: ['no walletAddress, as the customer had none'],
      actual: String(looked.entity.field('walletAddress')),
      exchanges: [first.exchange, looked.exchange],
    });
  }
}

async function severalMatches(session: Session, find: FindOrCreate): Promise<void> {
  const walletAddress = `0x${session.maker.hex(40)}`;
  const first = await lookUp(session, find, { email: session.maker.email(), walletAddress });
  await lookUp(session, find, { email: session.maker.email(), walletAddress });
  const found = await lookUp(session, find, { walletAddress });
  judgeSame(session, first, found, true, of('several-matches'), 'customer');
}

/** Many first tickets of one customer together. */
async function atOnce(session: Session): Promise<void> {
  const clause = of('concurrent');
  const { plan, maker } = session;
  const form = plan.forms.find(({ chosen }) => chosen.includes('/customer/email'));
  if (!form) return;
  for (let round = 0; round < 3; round++) {
    const email = maker.email();
    const drafts = Array.from({ length: 8 }, () =>
      withField(session.draft(form), '/customer/email', email),
    );
    const exchanges = await session.sendAtOnce(drafts);
    if (exchanges.some(isRefused)) continue;
    const ids = exchanges.map((one) =>
      isAccepted(one) ? entityIn(plan, 'customer', one.answer).id : told(one),
    );
    if (ids.includes(undefined)) return session.unseen('no answer shows the customer', clause);
    session.judge(new Set(ids).size === 1, [clause], {
      expected: ['one customer, whom all of the tickets have'],
      actual: [...new Set(ids)].join(', '),
      exchanges: exchanges.slice(0, 2),
    });
  }
}
