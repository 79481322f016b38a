import type { Plan } from '../../cases/change.ts';
import { leavesOf } from '../../cases/draft.ts';
import { AnswerReader } from '../../reading/answer-reader.ts';
import { simple } from '../../reading/code.ts';
import { entityIn } from '../../reading/entity.ts';
import { type Accepted, told } from '../../reading/exchange.ts';
import { bearerOf, isMembers } from '../../reading/locate.ts';
import type { Note } from '../../reading/observation.ts';
import { sameValue } from '../../reading/same-value.ts';
import type { Watch } from '../../reading/watch.ts';
import type { Check } from '../../suite/verification.ts';
import { createsEachTime } from '../creates-each-time.ts';

const creates = 'mava/endpoint/creates-ticket';
const initial = 'mava/status/initial';
const existing = 'mava/customer-id/existing';
const complete = 'mava/response/complete';
const ticketId = 'mava/response/ticket-id';
const absent = 'mava/response/absent-fields';
const times = 'mava/response/timestamps';
const shownCustomer = 'mava/response/customer';

/** Fields of the ticket itself whose values can be found again wherever they stand. */
const findable = [
  'status',
  'sourceType',
  'assignedTo',
  'category',
  'tags',
  'emailSubjectLine',
  'attributes',
  'message',
];

type Body = Readonly<Record<string, unknown>>;

/** What an accepted request comes back as: its ticket, with an id, its status, its customer and all of its fields. */
export function watchTicket(plan: Plan): Watch {
  const reader = new AnswerReader(plan);
  return {
    clauses: [creates, initial, existing, complete, ticketId, absent, times, shownCustomer],
    shownBy({ body, raw }) {
      if (raw !== undefined || !isMembers(body)) return [creates];
      return [
        ...[creates, complete, ticketId, absent, times],
        ...(body.status === undefined ? [] : [initial]),
        ...(body.customerId === undefined ? [] : [existing, shownCustomer]),
      ];
    },
    accepted(exchange, note) {
      judgeCreated(exchange, note);
      const body = exchange.draft.body as Body;
      if (exchange.draft.raw !== undefined || !isMembers(body)) return;
      judge(note, exchange, ticketId, hasId(exchange.answer.json), 'the id of the ticket');
      judgeComplete(exchange, body, note);
      judgeStatus(reader.read(exchange.answer, '/status'), exchange, body, note);
      judgeCustomer(plan, exchange, body, note);
      judgeAbsent(reader, exchange, body, note);
      judgeTimes(reader, exchange, note);
      judgeKnown(plan, exchange, body, note);
    },
  };
}

export function ticketChecks(plan: Plan): Check[] {
  return [createsEachTime('mava/endpoint/repeats', '/_id', plan)];
}

function judge(note: Note, exchange: Accepted, clause: string, isSo: boolean, expected: string) {
  if (isSo) return note({ saw: 'held', clause });
  const found = { expected: [expected], actual: told(exchange), exchanges: [exchange] };
  note({ saw: 'broken', clause, also: [], ...found });
}

/** Only an answer that shows something of a ticket shows that there is one. */
function judgeCreated(exchange: Accepted, note: Note) {
  const { json } = exchange.answer;
  const names = ['status', 'sourceType', 'customer', 'createdAt'];
  const isShown = hasId(json) || bearerOf(json, names) !== undefined;
  judge(note, exchange, creates, isShown, 'the new ticket');
}

/** An id of its own, whatever it is called and however deep the ticket lies. */
function hasId(json: unknown, depth = 0): boolean {
  if (!isMembers(json) || depth > 2) return false;
  return Object.entries(json).some(([name, value]) => {
    const isId = ['id', 'ticketid'].includes(simple(name));
    if (isId && (typeof value === 'string' || typeof value === 'number')) return true;
    return simple(name) !== 'customer' && hasId(value, depth + 1);
  });
}

/** Everything that was sent about the ticket is in the answer somewhere. */
function judgeComplete(exchange: Accepted, body: Body, note: Note) {
  const shown = new Set(
    leavesOf(exchange.answer.json).map(({ value }) => String(value).toLowerCase()),
  );
  const missing = findable.flatMap((name) =>
    leavesOf(body[name] ?? '')
      .map(({ value }) => String(value))
      .filter(
        (value) => value !== '' && value !== '[object Object]' && !shown.has(value.toLowerCase()),
      ),
  );
  // What has a default is a field of the ticket whether it was sent or not.
  for (const [name, value] of Object.entries({ status: 'open', sourceType: 'web' })) {
    if (body[name] === undefined && !shown.has(value)) missing.push(`${name} ${value}`);
  }
  const isEmpty = !isMembers(exchange.answer.json);
  judge(
    note,
    exchange,
    complete,
    missing.length === 0 && !isEmpty,
    `the ticket with ${missing.join(', ') || 'its fields'}`,
  );
}

function judgeStatus(shown: unknown, exchange: Accepted, { status }: Body, note: Note) {
  if (status === undefined) return;
  if (typeof shown !== 'string') {
    return note({ saw: 'unseen', clause: initial, reason: 'no answer shows the status' });
  }
  judge(note, exchange, initial, sameValue(shown, status), `the status ${status}`);
}

function judgeCustomer(plan: Plan, exchange: Accepted, { customerId }: Body, note: Note) {
  if (typeof customerId !== 'string') return;
  const { id } = entityIn(plan, 'customer', exchange.answer);
  if (id === undefined) {
    return note({ saw: 'unseen', clause: existing, reason: 'no answer shows the customer' });
  }
  judge(note, exchange, existing, id === customerId, `the customer ${customerId}`);
}

const optional = ['assignedTo', 'category', 'tags', 'emailSubjectLine', 'attributes', 'message'];

function judgeAbsent(reader: AnswerReader, exchange: Accepted, body: Body, note: Note) {
  const stray = optional.filter(
    (name) => body[name] === undefined && reader.read(exchange.answer, `/${name}`) !== undefined,
  );
  judge(note, exchange, absent, stray.length === 0, `no ${stray.join(', ')}, since none was sent`);
}

function judgeTimes(reader: AnswerReader, exchange: Accepted, note: Note) {
  const [created, updated] = ['createdAt', 'updatedAt'].map((name) =>
    reader.read(exchange.answer, `/${name}`),
  );
  if (created === undefined || updated === undefined) return;
  judge(note, exchange, times, created === updated, 'createdAt and updatedAt equal');
}

/** Of a customer whom the target describes, everything that is known is shown. */
function judgeKnown(plan: Plan, exchange: Accepted, { customerId }: Body, note: Note) {
  const known = plan.known
    .own('customer', exchange.draft.as ?? '')
    .find(({ id }) => id === customerId);
  if (!known) return;
  const shown = entityIn(plan, 'customer', exchange.answer);
  const hidden = ['name', 'email', 'walletAddress', 'attributes'].filter(
    (name) => known[name] !== undefined && shown.field(name) === undefined,
  );
  judge(note, exchange, shownCustomer, hidden.length === 0, `the customer's ${hidden.join(', ')}`);
}
