// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import type { Case, CaseBody, Header, Outcome, Step } from '../../../conformance/generate/case.ts';
import type { About } from '../../../conformance/generate/formats/format.ts';

/** What an export of cases for one of the worlds' roles is told. */
export function aboutOf(baseUrl: string, parts: Partial<About> = {}): About {
  const header = 'Authorization';
  return {
    provider: 'tickiti',
    title: 'Tickiti',
    seed: 7,
    version: '0.1.0',
    baseUrl,
    roles: [
      { role: 'primary', header },
      { role: 'second-tenant', header },
    ],
    ...parts,
  };
}

export const primary: Header = { name: 'Authorization', value: '${DOUBLECHECK_PRIMARY}' };
export const json: Header = { name: 'Content-Type', value: 'application/json' };

/** A case with one request, or with the steps that are given. */
export function caseOf(
  id: string,
  steps: Step | [Step, ...Step[]],
  parts: Partial<Case> = {},
): Case {
  return {
    id,
    provider: id.split('/')[0] ?? '',
    kind: 'valid',
    clauses: [],
    violation: null,
    varies: null,
    steps: Array.isArray(steps) ? steps : [steps],
    ...parts,
  };
}

/** A POST with an answer that is expected. */
export function stepOf(
  path: string,
  headers: readonly Header[],
  body: CaseBody | undefined,
  allowed: readonly Outcome[],
  parts: Partial<Step> = {},
): Step {
  const request = { method: 'POST', path, headers, ...(body && { body }) };
  return { request, allowed, expected: allowed.slice(0, 1), ...parts };
}

const created = [{ status: 201 }];
const events = '/api/v1/events';
const event = { scenario: 'complaint', content: { type: 'text', text: 'Two charges.' } };
const refused = [{ status: 400, code: 'invalid_request' }, { status: 422 }];
const unauthorized = [{ status: 401, code: 'unauthorized' }];

function eventOf(text: string): CaseBody {
  return { text: JSON.stringify({ ...event, content: { type: 'text', text } }) };
}

function withKey(value: string): Header[] {
  return [{ name: 'Authorization', value }, json];
}

const tricky = [
  'quotes \' " and `back` ticks',
  '$HOME ${HOME} $(id) \\$x !x',
  'percent %s %20 %% and \\n',
  'line\nbreak\r\nand\ttab',
  'café 😀 漢字 \u2028',
  "'; exit 9; '",
  '### not a separator',
];

export const midlyrCases: readonly Case[] = [
  caseOf(
    'midlyr/submitEvent/valid/smallest',
    stepOf(events, [primary, json], eventOf('x'), created),
    {
      clauses: ['midlyr/response/created'],
    },
  ),
  ...tricky.map((text, index) =>
    caseOf(
      `midlyr/submitEvent/hostile/text-${index}`,
      stepOf(events, [primary, json], eventOf(text), [{ status: '2xx' }]),
      { kind: 'hostile', varies: { pointer: '/content/text', keyword: 'type', operator: text } },
    ),
  ),
  caseOf(
    'midlyr/submitEvent/hostile/variable',
    stepOf(events, [primary, json], eventOf('{{x}} {{$guid}} {{a{{b}}}}'), created),
    { kind: 'hostile' },
  ),
  caseOf(
    'midlyr/submitEvent/hostile/prototype',
    stepOf(events, [primary, json], eventOf('{{toString}} {{__proto__}}'), created),
    { kind: 'hostile' },
  ),
  caseOf(
    'midlyr/submitEvent/hostile/lone-surrogate',
    stepOf(
      events,
      [primary, json],
      { text: '{"scenario":"complaint","content":{"type":"text","text":"\\ud800"}}' },
      [{ status: '2xx' }, { status: '4xx' }],
    ),
    { kind: 'hostile' },
  ),
  caseOf(
    'midlyr/submitEvent/invalid/scenario',
    stepOf(events, [primary, json], { text: '{"content":{"type":"text","text":"x"}}' }, refused),
    {
      kind: 'invalid',
      clauses: ['midlyr/scenario/required'],
      violation: { pointer: '/scenario', keyword: 'required', operator: 'absent' },
    },
  ),
  caseOf(
    'midlyr/submitEvent/invalid/bytes',
    stepOf(
      events,
      [primary, json],
      { base64: Buffer.from([123, 34, 255, 0, 10]).toString('base64') },
      refused,
    ),
    { kind: 'invalid' },
  ),
  caseOf(
    'midlyr/submitEvent/invalid/text-with-nul',
    stepOf(events, [primary, json], { text: 'a\0b\n' }, refused),
    { kind: 'invalid' },
  ),
  caseOf(
    'midlyr/submitEvent/invalid/no-body',
    stepOf(events, [primary, json], undefined, refused),
    {
      kind: 'invalid',
    },
  ),
  caseOf(
    'midlyr/submitEvent/invalid/empty-body',
    stepOf(events, [primary, json], { text: '' }, refused),
    {
      kind: 'invalid',
    },
  ),
  caseOf(
    'midlyr/submitEvent/invalid/too-large',
    stepOf(
      events,
      [primary, json],
      {
        parts: [
          { text: '{"a":"', times: 1 },
          { text: 'é', times: 5 * 1024 * 1024 },
          { text: '"}', times: 1 },
        ],
      },
      [{ status: 413 }],
    ),
    { kind: 'invalid' },
  ),
  ...[
    '${DOUBLECHECK_PRIMARY__SHORTER}',
    '${DOUBLECHECK_PRIMARY__OTHER_CASE}',
    '${DOUBLECHECK_PRIMARY__TOKEN}',
    'Basic ${DOUBLECHECK_PRIMARY__TOKEN}',
    '',
    'Bearer $${HOME} "quoted"',
  ].map((value, index) =>
    caseOf(
      `midlyr/submitEvent/invalid/credential-${index}`,
      stepOf(events, withKey(value), eventOf('x'), unauthorized),
      { kind: 'invalid' },
    ),
  ),
  caseOf(
    'midlyr/submitEvent/invalid/header-beyond-ascii',
    stepOf(events, withKey('Bearer caf\u00e9'), eventOf('x'), unauthorized),
    { kind: 'invalid' },
  ),
  caseOf(
    'midlyr/submitEvent/invalid/no-credential',
    stepOf(events, [json], eventOf('x'), unauthorized),
    {
      kind: 'invalid',
    },
  ),
  caseOf(
    'midlyr/submitEvent/sequence/again',
    [
      stepOf(
        events,
        [primary, json],
        { text: JSON.stringify({ ...event, externalRef: 'case-1' }) },
        created,
        {
          title: 'a new event',
        },
      ),
      stepOf(
        events,
        [primary, json],
        { text: JSON.stringify({ ...event, externalRef: 'case-1' }) },
        created,
        {
          title: 'the same "again"',
        },
      ),
    ],
    { kind: 'sequence' },
  ),
  caseOf(
    'midlyr/submitEvent/sequence/impossible',
    [
      stepOf(events, [primary, json], eventOf('x'), created),
      stepOf(events, [primary, json], eventOf('x'), created, { wait: 86_401 }),
    ],
    { kind: 'sequence' },
  ),
  ...['GET', 'HEAD', 'PUT', 'DELETE'].map((method) =>
    caseOf(
      `midlyr/submitEvent/invalid/method-${method}`,
      {
        request: { method, path: events, headers: [primary] },
        allowed: [{ status: 405 }],
        expected: [{ status: 405 }],
      },
      { kind: 'invalid' },
    ),
  ),
  caseOf(
    'midlyr/submitEvent/invalid/method-GET-with-body',
    {
      request: { method: 'GET', path: events, headers: [primary, json], body: eventOf('x') },
      allowed: [{ status: 405 }],
      expected: [{ status: 405 }],
    },
    { kind: 'invalid' },
  ),
  caseOf(
    'midlyr/submitEvent/valid/header-with-comma',
    stepOf(events, [primary, json, { name: 'X-List', value: 'a, b,' }], eventOf('x'), created),
  ),
  caseOf(
    'midlyr/submitEvent/invalid/method-PATCH',
    {
      request: { method: 'PATCH', path: events, headers: [primary, json], body: eventOf('x') },
      allowed: [{ status: '4xx', code: 'method_not_allowed' }],
      expected: [{ status: 405 }],
    },
    { kind: 'invalid' },
  ),
  caseOf(
    'midlyr/submitEvent/invalid/path',
    stepOf('/api/v1/eventz?a=b%20c&d=', [primary, json], eventOf('x'), [{ status: 404 }]),
    { kind: 'invalid' },
  ),
];

const tickets = '/api/create_ticket';
const ticket = {
  originator_email_address: 'ines@trailblazers-club.example',
  data: { subject: 'Laces too short', content: 'Both laces end before the last eyelet.' },
};

function keyed(value: string): Header[] {
  return [primary, json, { name: 'Idempotency-Key', value }];
}

const key = '6f2c1b9e-0d5a-4c4b-9a53-2f7d1e8c0a11';

export const tickitiCases: readonly Case[] = [
  caseOf(
    'tickiti/createTicket/valid/template',
    stepOf(
      tickets,
      keyed('6f2c1b9e-0d5a-4c4b-9a53-2f7d1e8c0a10'),
      {
        text: JSON.stringify({
          ...ticket,
          template_identifier: 'warranty_acknowledgement',
          data: { product: 'Vapor Pro 3', order_reference: 'SP-2412-0490', customer_name: 'Ines' },
        }),
      },
      [{ status: '2xx' }],
    ),
  ),
  caseOf(
    'tickiti/createTicket/invalid/key-missing',
    stepOf(tickets, [primary, json], { text: JSON.stringify(ticket) }, [
      { status: 400, code: 'idempotency_key_missing' },
      { status: 422, code: 'validation_failed' },
    ]),
    { kind: 'invalid' },
  ),
  caseOf(
    'tickiti/createTicket/invalid/key-empty',
    stepOf(tickets, keyed(''), { text: JSON.stringify(ticket) }, [
      { status: 400, code: 'idempotency_key_missing' },
      { status: 400, code: 'idempotency_key_invalid' },
      { status: 422, code: 'validation_failed' },
    ]),
    { kind: 'invalid' },
  ),
  caseOf(
    'tickiti/createTicket/sequence/conflict',
    [
      stepOf(tickets, keyed(key), { text: JSON.stringify(ticket) }, [{ status: '2xx' }]),
      stepOf(
        tickets,
        keyed(key),
        { text: JSON.stringify({ ...ticket, originator_email_address: 'a@b.example' }) },
        [{ status: 409, code: 'idempotency_key_conflict' }],
      ),
    ],
    { kind: 'sequence' },
  ),
  caseOf(
    'tickiti/createTicket/valid/second-tenant',
    stepOf(
      '/api/tickets/create',
      [{ name: 'Authorization', value: '${DOUBLECHECK_SECOND_TENANT}' }, json],
      { text: JSON.stringify(ticket) },
      [{ status: '2xx' }],
    ),
  ),
];
