import { randomUUID } from 'node:crypto';
import { type Choices, choices, invalid, type Refusal } from './choices/supportdesk.ts';
import type { OtherServer } from './other-server.ts';
import {
  isObject,
  isText,
  type Json,
  listOf,
  may,
  must,
  oneOf,
  readObject,
  textOfLength,
  wrongField,
} from './read.ts';
import { type Answered, type Asked, choicesOf, listen, startClock, whoAsks } from './serve.ts';
import { type App, apps, credentials } from './worlds/supportdesk.ts';

export const variants = Object.keys(choices);

export async function start(variant: string): Promise<OtherServer> {
  const chosen = choicesOf(choices, variant);
  const clock = startClock();
  /** When each ticket was made, by what its quota is counted for. */
  const made = new Map<string, number[]>();
  let count = 0;
  const refuse = (refusal: Refusal, message: string): Answered => ({
    status: refusal[0],
    body: chosen.envelope(refusal, message),
  });

  function createTicket(asked: Asked): Answered {
    const caller = whoAsks(asked, credentials);
    const app = apps.find(({ id }) => id === caller?.tenant);
    if (!caller || !app)
      return refuse(asked.headers['x-api-key'] ? chosen.wrongKey : chosen.noKey, 'Send your key.');
    const payer = chosen.quotaOf === 'app' ? app.id : caller.value;
    const counted = countedAt(made.get(payer) ?? [], clock.now(), chosen.quotaDays);
    const isSpent = counted.length >= app.settings.monthlyTickets;
    const spent = refuse([403, 'PLAN_LIMIT_REACHED'], 'The plan has no more tickets this month.');
    if (isSpent && chosen.first === 'quota') return spent;

    const body = readObject(asked, chosen);
    if (typeof body === 'string') return refuse(chosen.bodyFaults[body], `Body: ${body}.`);
    const field = wrongField(body, fieldsOf(chosen), chosen);
    if (field) return refuse(invalid, `${field} is missing or invalid.`);
    const customer = customerOf(app, String(body.customerExternalId), chosen);
    if (!customer)
      return refuse([404, 'CUSTOMER_NOT_FOUND'], `No customer is ${body.customerExternalId}.`);
    if (isSpent) return spent;
    const tag = tagFault(app, (body.tagIds ?? []) as string[], chosen);
    if (tag) return refuse(tag, 'There is no such tag.');

    count += 1;
    made.set(payer, [...counted, clock.now()]);
    return { status: chosen.created, body: ticketFor(app, body, customer) };
  }

  function ticketFor(app: App, body: Json, customer: App['entities']['customer'][number]) {
    const now = chosen.time(clock.now());
    return {
      timestamp: now,
      success: true,
      data: {
        createdAt: now,
        id: randomUUID(),
        ticketNumber: chosen.ticketNumber(count),
        subject: body.subject,
        category: body.category,
        priority: body.priority ?? 'MEDIUM',
        channel: 'API',
        // As it was sent, also where it was matched without regard to case.
        customer: { ...customer, externalId: body.customerExternalId },
        ...assignmentIn(app, chosen),
      },
    };
  }

  const server = await listen(
    (asked) => {
      if (asked.path !== '/api/v1/tickets/api-create')
        return refuse([404, 'NO_SUCH_ENDPOINT'], 'There is nothing at this path.');
      if (asked.method !== 'POST') return refuse(chosen.otherMethod, 'Only POST is served here.');
      return createTicket(asked);
    },
    refuse([400, 'BAD_REQUEST'], 'This is no HTTP request.'),
  );
  return { provider: 'supportdesk', ...server, credentials, tenants: apps, advance: clock.advance };
}

/** The tickets that count towards a quota. */
function countedAt(
  times: readonly number[],
  now: number,
  { length, from }: Choices['quotaDays'],
): readonly number[] {
  const [first = now] = times;
  const isOver = (since: number) => now >= since + length * 24 * 3_600_000;
  return times.filter((at) => !isOver(from === 'each ticket' ? at : first));
}

const priorities = ['LOW', 'MEDIUM', 'HIGH', 'URGENT', 'CRITICAL'];
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function fieldsOf(rules: Choices) {
  const text = must(textOfLength(rules, rules.emptyText === 'accepted' ? 0 : 1));
  const areTags = listOf((tag) => isText(tag) && uuid.test(tag));
  const isOdd = (tags: readonly unknown[]) => tags.length === 0 || new Set(tags).size < tags.length;
  return {
    customerExternalId: text,
    subject: text,
    description: text,
    priority: may(oneOf(...priorities)),
    category: may(isText),
    metadata: may(isObject),
    tagIds: may(
      (tags) => areTags(tags) && (rules.oddTagLists === 'accepted' || !isOdd(tags as unknown[])),
    ),
  };
}

function customerOf({ entities }: App, externalId: string, { externalIdCase }: Choices) {
  const folded = (id: string) => (externalIdCase === 'ignored' ? id.toLowerCase() : id);
  return entities.customer.find((known) => folded(known.externalId) === folded(externalId));
}

function tagFault(app: App, tagIds: readonly string[], rules: Choices): Refusal | undefined {
  const has = ({ entities }: App, tagId: string) =>
    entities.tag.some(({ id }) => id === tagId.toLowerCase());
  const unknown = tagIds.find((tagId) => !has(app, tagId));
  if (unknown === undefined) return undefined;
  const fault = apps.some((other) => has(other, unknown)) ? rules.foreignTag : rules.unknownTag;
  return fault === 'ignored' ? undefined : fault;
}

/** The status of a new ticket and its agent: one who is there, of N1 if the app has any such. */
function assignmentIn({ entities }: App, { pick, standIns, unassigned }: Choices) {
  const available = entities.agent.filter((agent) => agent.available);
  const n1 = available.filter(({ level }) => level === 'N1');
  const choice = n1.length === 0 && standIns ? available : n1;
  const agent = choice[pick(choice.length)];
  if (!agent) return unassigned;
  const { id, name, email } = agent;
  return { status: 'IN_PROGRESS', assignedAgent: { id, name, email, team: 'support' } };
}
