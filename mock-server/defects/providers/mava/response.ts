import { bodyOf } from '../../../engine/request.ts';
import { answering, decidingWith, editAt, statusOf } from '../../answers.ts';
import { countingApart } from '../../behaviours/rate-limit.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { repeatsAreReplayed } from '../../repeats.ts';

const operation = 'createTicket';
const accepted = { operation, outcome: ['accepted'] } as const;

type Ticket = Record<string, unknown>;

const showing = (
  edit: (ticket: Ticket, body: Readonly<Record<string, unknown>>) => unknown,
): Change =>
  answering(accepted, (answer, { request }) =>
    edit(answer as Ticket, (bodyOf(request) ?? {}) as Readonly<Record<string, unknown>>),
  );

const optional = ['assignedTo', 'category', 'tags', 'emailSubjectLine', 'attributes', 'message'];

const absentAs = (values: Readonly<Record<string, unknown>>) =>
  showing((ticket) => {
    for (const [name, value] of Object.entries(values)) ticket[name] ??= value;
    return ticket;
  });

const renamed = (from: string, to: string) =>
  showing(({ [from]: value, ...ticket }) => ({ ...ticket, [to]: value }));

const refusals = (status: number | undefined, edit: (error: unknown) => unknown): Change =>
  answering({ outcome: ['refused'], status }, (body) => editAt(body, '/error', edit));

const camel = (code: unknown) =>
  String(code)
    .toLowerCase()
    .replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

export const responseDefects: readonly Defect[] = [
  defect(
    'mava/endpoint/creates-ticket',
    'tells-nothing-of-it',
    showing(() => ({ ok: true })),
  ),
  defect(
    'mava/endpoint/repeats',
    'repeats-are-replayed',
    repeatsAreReplayed(({ operation: of }) => of.operation.id === operation),
  ),
  defect(
    'mava/status/initial',
    'always-open',
    showing((ticket) => ({ ...ticket, status: 'Open' })),
  ),
  defect(
    'mava/status/initial',
    'open-instead-of-resolved',
    showing((ticket) => ({
      ...ticket,
      status: ticket.status === 'Resolved' ? 'Open' : ticket.status,
    })),
  ),
  defect('mava/response/created', 'answers-200', statusOf(accepted, 200)),
  defect(
    'mava/response/created',
    'answers-200-for-a-known-customer',
    decidingWith(
      () =>
        ({ operation: of, decision, request }) =>
          of.operation.id === operation &&
          decision.outcome === 'accepted' &&
          'customerId' in (bodyOf(request) as object)
            ? { status: 200 }
            : undefined,
    ),
  ),
  defect(
    'mava/response/complete',
    'the-id-alone',
    showing(({ _id }) => ({ _id })),
  ),
  defect(
    'mava/response/complete',
    'only-what-was-sent',
    showing((ticket, body) =>
      Object.fromEntries(
        Object.entries(ticket).filter(
          ([name]) => ['_id', 'customer', 'createdAt', 'updatedAt'].includes(name) || name in body,
        ),
      ),
    ),
  ),
  defect(
    'mava/response/absent-fields',
    'null',
    absentAs(Object.fromEntries(optional.map((name) => [name, null]))),
  ),
  defect('mava/response/absent-fields', 'empty-lists', absentAs({ tags: [], attributes: [] })),
  defect(
    'mava/response/absent-fields',
    'an-empty-subject-line',
    absentAs({ emailSubjectLine: '' }),
  ),
  defect(
    'mava/response/ticket-id',
    'missing',
    showing(({ _id, ...ticket }) => ticket),
  ),
  defect(
    'mava/response/ticket-id',
    'null',
    showing((ticket) => ({ ...ticket, _id: null })),
  ),
  defect('mava/response/ticket-id-name', 'called-id', renamed('_id', 'id')),
  defect(
    'mava/response/ticket-id-name',
    'in-capitals',
    showing((ticket) => ({ ...ticket, _id: String(ticket._id).toUpperCase() })),
  ),
  defect(
    'mava/response/timestamps',
    'updated-later',
    showing((ticket) => ({
      ...ticket,
      updatedAt: new Date(Date.parse(String(ticket.createdAt)) + 1000).toISOString(),
    })),
  ),
  defect(
    'mava/response/customer',
    'its-id-alone',
    showing((ticket) => ({ ...ticket, customer: (ticket.customer as Ticket)._id })),
  ),
  defect('mava/rate-limit/all-operations', 'agents-have-their-own', countingApart('listAgents')),
  defect('mava/rate-limit/all-operations', 'tickets-have-their-own', countingApart('createTicket')),
  // The page's table gives these two statuses no code.
  ...[
    { status: 401, premise: 'mava/authentication/code' },
    { status: 429, premise: 'mava/rate-limit/code' },
  ].map(({ status, premise }) => ({
    ...defect(
      'mava/errors/code',
      `missing-in-${status}`,
      refusals(status, () => undefined),
    ),
    premise,
  })),
  {
    ...defect(
      'mava/errors/code',
      'missing-for-unknown-paths',
      refusals(404, (code) => (code === 'NOT_FOUND' ? undefined : code)),
    ),
    premise: 'mava/endpoint/unknown-path',
  },
  defect(
    'mava/errors/code',
    'the-status-instead',
    answering({ outcome: ['refused'] }, (body, { decision }) =>
      Object.assign(body, { error: decision.status }),
    ),
  ),
  defect('mava/errors/code', 'another-each-time', anotherEachTime()),
  defect(
    'mava/errors/uppercase',
    'small-letters-in-401',
    refusals(401, (code) => String(code).toLowerCase()),
  ),
  defect(
    'mava/errors/uppercase',
    'small-letters-in-400',
    refusals(400, (code) => String(code).toLowerCase()),
  ),
  defect('mava/errors/uppercase', 'camel-case-in-404', refusals(404, camel)),
  defect(
    'mava/errors/message',
    'an-object',
    answering({ outcome: ['refused'] }, (body) =>
      editAt(body, '/message', (message) => ({ en: message })),
    ),
  ),
];

/** The code has a number that grows. */
function anotherEachTime(): Change {
  return decidingWith(() => {
    let count = 0;
    return ({ decision }) => {
      if (decision.outcome !== 'refused') return undefined;
      count += 1;
      const body = JSON.parse(decision.body);
      return { body: JSON.stringify({ ...body, error: `${body.error}_${count}` }) };
    };
  });
}
