import { alikeCheck } from '../behaviours/reference.ts';
import type { Fault, Plan, Variation } from '../cases/change.ts';
import { withField } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import { replaced } from '../cases/place.ts';
import type { Recipe } from '../cases/recipe.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { isAccepted, told } from '../reading/exchange.ts';
import type { Watch } from '../reading/watch.ts';
import { check } from '../suite/check.ts';
import { coverageOf } from '../suite/recipe-check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { createsEachTime } from './creates-each-time.ts';
import type { ProviderSuite } from './provider-suite.ts';
import { assignmentChecks, watchAssignment } from './supportdesk/assignment.ts';

/** Whose ticket it is, its fixed channel, who gets it, and what the numbers and times look like. */
export const suite: ProviderSuite = {
  operations: {
    createTicket: (plan) => ({
      watches: [onBehalf(plan), forms(plan), watchAssignment(plan)],
      faults: nearlyTheCustomer(plan),
      variations: [markdown()],
      checks: [
        createsEachTime('supportdesk/idempotency/none', '/data/id', plan),
        ...plan.references
          .filter(({ to }) => to === 'customer')
          .flatMap((customer) => alikeCheck(customer, plan, 'supportdesk/customer/same-bytes')),
        channel(plan),
        metadataOfItsOwn(plan),
        sharedQuota(),
        ...assignmentChecks(plan),
      ],
    }),
  },
};

/** The ticket's customer is the one that was named, with the address that the target says. */
function onBehalf(plan: Plan): Watch {
  const clause = 'supportdesk/customer/on-behalf';
  const reader = new AnswerReader(plan);
  return {
    clauses: [clause, 'supportdesk/response/customer-email'],
    accepted(exchange, note) {
      if (exchange.draft.raw !== undefined || exchange.draft.as !== 'primary') return;
      const { customerExternalId } = exchange.draft.body as { customerExternalId?: string };
      const named = plan.known
        .own('customer', 'primary')
        .find(({ externalId }) => externalId === customerExternalId);
      const email = reader.read(exchange.answer, '/data/customer/email');
      if (!named?.email || email === undefined) return;
      if (email === named.email) return note({ saw: 'held', clause });
      note({
        saw: 'broken',
        clause,
        also: ['supportdesk/response/customer-email'],
        expected: [`the customer ${customerExternalId} with ${named.email}`],
        actual: told(exchange),
        exchanges: [exchange],
      });
    },
  };
}

const shapes = [
  {
    at: '/data/ticketNumber',
    form: /^INV-\d+$/,
    clause: 'supportdesk/response/ticket-number-form',
  },
  { at: '/data/createdAt', form: /Z$/, clause: 'supportdesk/response/utc' },
  { at: '/timestamp', form: /Z$/, clause: 'supportdesk/response/utc' },
];

function forms(plan: Plan): Watch {
  const reader = new AnswerReader(plan);
  return {
    clauses: shapes.map(({ clause }) => clause),
    accepted(exchange, note) {
      for (const { at, form, clause } of shapes) {
        const shown = reader.read(exchange.answer, at);
        if (typeof shown !== 'string') continue;
        if (form.test(shown)) note({ saw: 'held', clause });
        else {
          const found = { expected: [`${at} like ${form}`], actual: shown, exchanges: [exchange] };
          note({ saw: 'broken', clause, also: [], ...found });
        }
      }
    },
  };
}

/** External ids are the app's own words, so nothing of them is folded. */
function nearlyTheCustomer(plan: Plan): Fault[] {
  const clause = 'supportdesk/customer/exact-match';
  const at = '/customerExternalId';
  const customer = plan.references.find((reference) => reference.at === at);
  const own = plan.known.own('customer', 'primary').map(({ externalId }) => String(externalId));
  const [first] = own;
  if (!customer || first === undefined) return [];
  const composed = own.find((id) => id.normalize('NFD') !== id);
  const near = {
    'other-case': first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase(),
    'space-before': ` ${first}`,
    'space-after': `${first} `,
    ...(composed !== undefined && { 'other-unicode-form': composed.normalize('NFD') }),
  };
  return Object.entries(near)
    .filter(([, value]) => !own.includes(value))
    .map(([operator, value]) => ({
      id: `${at}/exact-match/${operator}`,
      kind: 'reference',
      pointer: at,
      keyword: 'exact-match',
      operator,
      rejection: { ...customer.missing, clause },
      premise: clause,
      apply: (draft) => replaced(draft, at, value),
    }));
}

function markdown(): Variation {
  const text =
    '# Title\n\n**bold** _slanted_ `code`\n\n- one\n- two\n\n[link](https://example.com)\n\n> quote\n\n```js\n1 < 2;\n```\n';
  return {
    id: '/description/markdown/all-of-it',
    pointer: '/description',
    keyword: 'markdown',
    operator: 'all-of-it',
    clauses: ['supportdesk/description/markdown'],
    apply: (draft) => replaced(draft, '/description', text),
  };
}

function channel(plan: Plan): Check {
  const clause = 'supportdesk/channel/not-settable';
  const reader = new AnswerReader(plan);
  const recipe: Recipe = {
    id: 'coverage/channel',
    change: { pointer: '/channel', keyword: 'channel', operator: 'sent' },
    expects: { is: 'accepted', clauses: [clause], premise: clause },
    make: (maker) => withField(draftOf(plan, plan.forms[0], maker), '/channel', 'EMAIL'),
  };
  const made = check('coverage', 'channel', [clause], async (session) => {
    const draft = recipe.make(session.maker);
    const exchange = draft && (await session.send(draft));
    if (!exchange || !session.accepted(exchange, [clause], clause)) return;
    session.judge(reader.read(exchange.answer, '/data/channel') === 'API', [clause], {
      expected: ['channel: API, whatever was sent'],
      actual: told(exchange),
      exchanges: [exchange],
    });
  });
  return { ...made, recipes: () => [recipe] };
}

/** What a ticket itself has, said otherwise by the app's own notes: they are notes, and change nothing of it. */
const notes = {
  channel: 'EMAIL',
  source: 'WEB',
  status: 'CLOSED',
  priority: 'LOW',
  subject: 'another',
  ticketNumber: 'INV-1',
  assignedAgent: null,
  customer: { externalId: 'another' },
};

function metadataOfItsOwn(plan: Plan): Check {
  const clause = 'supportdesk/metadata/free-form';
  const [form] = plan.forms;
  const everything = form?.optionals.map(({ pointer }) => pointer) ?? [];
  return coverageOf(
    'metadata/words-of-the-ticket',
    [clause, 'supportdesk/channel/api'],
    [[], everything].map((fields) => ({
      change: { pointer: '/metadata', keyword: 'metadata', operator: 'words-of-the-ticket' },
      expects: { is: 'accepted', clauses: [clause], shows: ['supportdesk/channel/api'] },
      make: (maker) => withField(draftOf(plan, form, maker, { with: fields }), '/metadata', notes),
    })),
  );
}

/** One key of an app uses the quota up, and the other finds it so; other apps do not. */
function sharedQuota(): Check {
  const clause = 'supportdesk/quota/scope';
  const roles = ['small-quota', 'small-quota-second-key'] as const;
  return check('limits', 'quota/scope', [clause], async (session) => {
    const { may, credentials } = session.courier.target;
    const quota = Number(session.plan.known.setting('monthlyTickets', roles[0]));
    if (!may.useUpQuota || !roles.every((role) => credentials[role]) || !Number.isInteger(quota))
      return session.unseen(
        `the target does not permit to use up a quota with ${roles.join(' and ')}`,
        clause,
      );
    if (!(await session.pass(32 * 86_400)))
      return session.unseen("the target's clock cannot be moved by a month", clause);
    for (let i = 0; i < quota; i++) await sendAs(session, roles[0]);
    const other = await sendAs(session, roles[1]);
    const stranger = await sendAs(session, 'primary');
    session.judge(other.answer?.status === 403 && isAccepted(stranger), [clause], {
      expected: ['403 for the other key of the app, and another app not affected'],
      actual: `${told(other)} and ${told(stranger)}`,
      exchanges: [other, stranger],
    });
  });
}

function sendAs(session: Session, role: string) {
  return session.send(session.draft(undefined, { role }));
}
