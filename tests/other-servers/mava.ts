import { randomBytes } from 'node:crypto';
import {
  type Choices,
  choices,
  invalid,
  type Refusal,
  type Row,
  wrongMode,
} from './choices/mava.ts';
import { newLimiter } from './mava-limit.ts';
import type { OtherServer } from './other-server.ts';
import {
  isBoolean,
  isEmail,
  isNumber,
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
import { credentials, header, newOrganizations, type Organization } from './worlds/mava.ts';

export const variants = Object.keys(choices);

export async function start(variant: string): Promise<OtherServer> {
  const chosen = choicesOf(choices, variant);
  const clock = startClock();
  const organizations = newOrganizations();
  const limiter = newLimiter(chosen.window);
  const refuse = (refusal: Refusal, message: string): Answered => ({
    status: refusal[0],
    body: chosen.envelope(refusal, message),
  });

  function answer(asked: Asked): Answered {
    const agents = asked.path === chosen.agents.path;
    if (!agents && asked.path !== '/api/ticket')
      return refuse([404, 'NO_SUCH_ENDPOINT'], 'There is nothing at this path.');
    if (asked.method !== (agents ? 'GET' : 'POST'))
      return refuse(chosen.otherMethod, 'This path does not take this method.');
    const caller = whoAsks(asked, credentials);
    const organization = organizations.find(({ id }) => id === caller?.tenant);
    if (!caller || !organization)
      return refuse(asked.headers[header] ? chosen.wrongToken : chosen.noToken, 'Send your token.');
    if (agents && !chosen.agentsCount) return listAgents(organization);
    return withinLimit(caller.value, () =>
      agents ? listAgents(organization) : createTicket(asked, organization),
    );
  }

  function withinLimit(key: string, work: () => Answered): Answered {
    const { left, wait } = limiter.look(key, clock.now());
    if (left === 0)
      return {
        ...refuse(chosen.limited, 'This key has had its requests.'),
        headers: chosen.limitHeaders(0, wait),
      };
    const answered = work();
    if (chosen.counted === 'all' || answered.status < 300) limiter.take(key, clock.now());
    return { ...answered, headers: chosen.limitHeaders(left - 1, 0) };
  }

  const listAgents = ({ entities }: Organization): Answered => ({
    status: 200,
    body: chosen.agents.answer(entities.agent),
  });

  function createTicket(asked: Asked, organization: Organization): Answered {
    const body = readObject(asked, chosen);
    if (typeof body === 'string') return refuse(chosen.bodyFaults[body], `Body: ${body}.`);
    const sent = given(body, chosen);
    const mode = isWrongMode(sent, chosen) ? wrongMode : undefined;
    const field = wrongField(body, fieldsOf(chosen), chosen);
    const fault = field ? invalid : undefined;
    const first = chosen.first === 'fields' ? (fault ?? mode) : (mode ?? fault);
    if (first) return refuse(first, field ?? 'Give one of customerId and customer.');

    const url = areUrlsAllowed(sent, organization, chosen)
      ? undefined
      : ([400, 'INVALID_ATTACHMENT_URL'] as const);
    const missing = missingReference(sent, organization, organizations, chosen);
    const second = chosen.then === 'urls' ? (url ?? missing) : (missing ?? url);
    if (second) return refuse(second, 'The request refers to something that is not yours.');
    // Everything is decided: from here on nothing can fail, so that all is stored or nothing.
    const customer = customerFor(sent, organization, chosen);
    const agent = organization.entities.agent.find(({ id }) => id === sent.assignedTo);
    const ticket = given(ticketOf(sent, customer, chosen), chosen) as Row;
    return { status: 201, body: chosen.ticket(ticket, customer, agent, clock.now()) };
  }

  const server = await listen(answer, refuse([400, 'BAD_REQUEST'], 'This is no HTTP request.'));
  const tenants = newOrganizations();
  return { provider: 'mava', ...server, credentials, tenants, advance: clock.advance };
}

/** The fields that are there: null is not, where it counts as absent. */
function given(object: Json, { nulls }: Choices): Json {
  const isGiven = ([, value]: [string, unknown]) =>
    value !== undefined && (value !== null || nulls === 'refused');
  return Object.fromEntries(Object.entries(object).filter(isGiven));
}

function isWrongMode(sent: Json, rules: Choices): boolean {
  if ('customerId' in sent === 'customer' in sent) return true;
  if (!isObject(sent.customer)) return false;
  const customer = given(sent.customer, rules);
  return !('email' in customer) && !('walletAddress' in customer);
}

const statuses = ['Open', 'Pending', 'Resolved', 'Waiting'];
const sources = ['web', 'discord', 'telegram', 'twitter', 'email'];
const fileTypes = ['Image', 'Video', 'Audio', 'Voice', 'Animation', 'File'];
const isWallet = (value: unknown) => isText(value) && /^0x[0-9a-f]{40}$/i.test(value);

/** The request's fields, from the inside out. */
function fieldsOf(rules: Choices) {
  const objectOf = (table: Parameters<typeof wrongField>[1]) => (value: unknown) =>
    isObject(value) && wrongField(value, table, rules) === undefined;
  const unique = (keyOf: (item: unknown) => unknown) => (value: unknown) =>
    rules.repeated !== 'refused' ||
    new Set((value as unknown[]).map(keyOf)).size === (value as unknown[]).length;
  const attribute = objectOf({
    attribute: must(isText),
    content: rules.contentRequired ? must(rules.content) : may(rules.content),
  });
  const attributes = may(
    (value) => listOf(attribute, 30)(value) && unique((item) => (item as Json).attribute)(value),
  );
  const attachment = objectOf({
    url: must(isText),
    fileName: must(isText),
    fileSize: may((size) => isNumber(size) && (size >= 0 || rules.negativeFileSize === 'accepted')),
    type: may(oneOf(...fileTypes)),
  });
  return {
    customerId: may(isText),
    customer: may(
      objectOf({
        name: may(isText),
        email: may(rules.emails === 'checked' ? isEmail : textOfLength(rules, 1)),
        walletAddress: may(isWallet),
        attributes,
      }),
    ),
    status: may(oneOf(...statuses)),
    priority: may(oneOf(1, 2, 3)),
    sourceType: may(oneOf(...sources)),
    assignedTo: may(isText),
    category: may(isText),
    tags: may((value) => listOf(isText, 20)(value) && unique((tag) => tag)(value)),
    emailSubjectLine: may(textOfLength(rules, 0, 998)),
    attributes,
    message: may(
      objectOf({
        content: must(textOfLength(rules, rules.emptyMessage === 'refused' ? 1 : 0, 10_000)),
        attachments: may(listOf(attachment, 10)),
      }),
    ),
    silent: may(isBoolean),
    notify: may(isBoolean),
    triggerAutomations: may(isBoolean),
  };
}

/** Whether every attachment lies in the organization's own bucket, reached without climbing. */
function areUrlsAllowed({ message }: Json, { settings }: Organization, rules: Choices): boolean {
  const attachments = (isObject(message) && (message.attachments as Json[] | null)) || [];
  return attachments.every((attachment) => {
    const url = String(attachment.url);
    const readable = rules.encodedDots === 'climb' ? decoded(url) : url;
    const climbs = readable.split(/[\\/?#]/).includes('..') || /[\s\p{Cc}]/u.test(url);
    return !climbs && settings.attachmentPrefixes.some((prefix) => url.startsWith(prefix));
  });
}

/** Dots and slashes in clear, however many times they were encoded. */
const decoded = (url: string): string =>
  url.replace(/%(?:25)*2e/gi, '.').replace(/%(?:25)*(?:2f|5c)/gi, '/');

type Kind = keyof Organization['entities'];
const isObjectId = (id: string) => /^[0-9a-f]{24}$/i.test(id);

function missingReference(
  sent: Json,
  own: Organization,
  all: readonly Organization[],
  rules: Choices,
): Refusal | undefined {
  const has = ({ entities }: Organization, kind: Kind, wanted: unknown) =>
    entities[kind].some(({ id }) => id === wanted);
  const objects = (kind: Kind, code: string, ids: readonly unknown[]): Refusal[] =>
    ids
      .filter((id) => !has(own, kind, id))
      .map((id) => (isObjectId(String(id)) ? [404, code] : rules.malformedId(code)));
  const agent = (id: string): Refusal[] => {
    if (has(own, 'agent', id)) return [];
    if (all.some((other) => has(other, 'agent', id))) return [[404, 'ASSIGNEE_NOT_FOUND']];
    return [/^[0-9a-z]{24}$/.test(id) ? rules.unknownAgent : rules.malformedAgent];
  };
  const attributes = (list: unknown): Refusal[] =>
    ((list ?? []) as { attribute: string }[])
      .filter(({ attribute: id }) => !(rules.freeAttributeNames && !isObjectId(id)))
      .filter(({ attribute: id }) => !has(own, 'attribute', id))
      .map(() => rules.unknownAttribute);
  const customer = isObject(sent.customer) ? sent.customer : undefined;
  const isChecked =
    rules.attributesOfFoundCustomer === 'checked' ||
    !customer ||
    !findCustomer(customer, own, rules);
  return [
    ...('customerId' in sent ? objects('customer', 'CUSTOMER_NOT_FOUND', [sent.customerId]) : []),
    ...('assignedTo' in sent ? agent(String(sent.assignedTo)) : []),
    ...('category' in sent ? objects('category', 'CATEGORY_NOT_FOUND', [sent.category]) : []),
    ...objects('tag', 'TAG_NOT_FOUND', (sent.tags as string[] | undefined) ?? []),
    ...attributes(sent.attributes),
    ...(isChecked ? attributes(customer?.attributes) : []),
  ][0];
}

/** By email where there is one, else by wallet. */
function findCustomer(customer: Json, { entities }: Organization, rules: Choices): Row | undefined {
  const [field, rule] = isText(customer.email)
    ? (['email', rules.emailCase] as const)
    : (['walletAddress', rules.walletCase] as const);
  const folded = (value: unknown) =>
    rule === 'ignored' && isText(value) ? value.toLowerCase() : value;
  return entities.customer.find((known) => folded(known[field]) === folded(customer[field]));
}

function customerFor(sent: Json, organization: Organization, rules: Choices): Row {
  const { customer: known } = organization.entities;
  if (!isObject(sent.customer)) return known.find(({ id }) => id === sent.customerId) as Row;
  const { name, email, walletAddress, attributes } = given(sent.customer, rules);
  const found = findCustomer(sent.customer, organization, rules);
  if (found) {
    if (rules.missingIdentifier === 'added' && walletAddress) found.walletAddress ??= walletAddress;
    return found;
  }
  const created = { id: newId(), name, email, walletAddress, attributes };
  known.push(created);
  return created;
}

const newId = () => randomBytes(12).toString('hex');

function ticketOf(sent: Json, customer: Row, { repeated }: Choices): Row {
  const silent = sent.silent ?? false;
  const tags = sent.tags as string[] | undefined;
  const attributes = sent.attributes as { attribute: string }[] | undefined;
  const isOnce = repeated === 'once';
  const byId = new Map(attributes?.map((item) => [item.attribute, item]));
  return {
    id: newId(),
    customerId: customer.id,
    status: sent.status ?? 'Open',
    priority: sent.priority ?? 2,
    sourceType: sent.sourceType ?? 'web',
    assignedTo: sent.assignedTo,
    category: sent.category,
    tags: tags && isOnce ? [...new Set(tags)] : tags,
    emailSubjectLine: sent.emailSubjectLine,
    attributes: attributes && isOnce ? [...byId.values()] : attributes,
    message: sent.message,
    silent,
    notify: silent ? false : (sent.notify ?? true),
    triggerAutomations: silent ? false : (sent.triggerAutomations ?? true),
  };
}
