import type { Plan } from '../../cases/change.ts';
import { type Draft, withField, withHeader } from '../../cases/draft.ts';
import { AnswerReader } from '../../reading/answer-reader.ts';
import { isAccepted, told } from '../../reading/exchange.ts';
import type { Watch } from '../../reading/watch.ts';
import { check } from '../../suite/check.ts';
import type { Session } from '../../suite/session.ts';
import type { Check } from '../../suite/verification.ts';
import { createsEachTime } from '../creates-each-time.ts';

const of = (name: string) => `tickiti/unified/${name}`;

/** Something that identifies the ticket comes back. */
export function watchUnified(plan: Plan): Watch {
  const clause = of('creates-ticket');
  const reader = new AnswerReader(plan);
  return {
    clauses: [clause],
    accepted(exchange, note) {
      const isTold = names.some(
        (name) => reader.read(exchange.answer, `/data/${name}`) !== undefined,
      );
      if (isTold) return note({ saw: 'held', clause });
      const expected = [`one of ${names.join(', ')}`];
      const found = { expected, actual: told(exchange), exchanges: [exchange] };
      note({ saw: 'broken', clause, also: [], ...found });
    },
  };
}

const names = ['ticket_id', 'ticket_number', 'secure_id'];

/** The leaner endpoint: no templates, no interventions, no keys. */
export function unifiedChecks(plan: Plan): Check[] {
  const reader = new AnswerReader(plan);
  const idOf = (answer: { json: unknown }) =>
    names.map((name) => reader.read(answer, `/data/${name}`)).join();
  return [
    check('coverage', 'no-templates', [of('no-templates')], (session) =>
      rendersNot(session, 'template', 'template_identifier', 'no-templates'),
    ),
    check('coverage', 'no-interventions', [of('no-interventions')], (session) =>
      rendersNot(session, 'intervention', 'intervention', 'no-interventions'),
    ),
    createsEachTime(of('creates-ticket'), '/data/ticket_id', plan),
    check(
      'sequences',
      'no-idempotency',
      ['no-idempotency', 'key-ignored'].map(of),
      async (session) => {
        for (const key of [session.maker.uuid(), 'not-a-uuid'])
          await ignoresKey(session, key, idOf);
      },
    ),
  ];
}

/**
 * Names what only the other endpoint renders, and no text of its own. Where a request without any text is
 * accepted too, nothing can be told from that.
 */
async function rendersNot(
  session: Session,
  kind: string,
  field: string,
  name: string,
): Promise<void> {
  const named = session.plan.known.own(kind, 'primary')[0]?.id;
  if (named === undefined) return session.unseen(`the target names no ${kind}`, of(name));
  const empty = withField(session.draft(), '/data', {});
  const bare = await session.send(empty);
  if (isAccepted(bare)) return session.unseen('a request without any text is accepted', of(name));
  const asked = withField(empty, `/${field}`, named);
  const body = session.plan.provider.complete?.(asked.body, session.plan, session.maker, 'primary');
  const exchange = await session.send({ ...asked, body: body ?? asked.body });
  session.judge(!isAccepted(exchange), [of(name)], {
    expected: [`a refusal: there is no text, and no ${kind} is rendered here`],
    actual: told(exchange),
    exchanges: [bare, exchange],
  });
}

/** The same key twice, and with another payload: tickets of their own, all of them. */
async function ignoresKey(
  session: Session,
  key: string,
  idOf: (answer: { json: unknown }) => string,
): Promise<void> {
  const clauses = ['no-idempotency', 'key-ignored'].map(of);
  const isForm = key === 'not-a-uuid';
  const own = isForm ? [of('key-ignored')] : clauses;
  const draft = withHeader(session.draft(), 'Idempotency-Key', key);
  // The other endpoint may know the key already.
  const keyed = session.plan.contract.operations.find(({ id }) => id === 'createTicket');
  if (keyed && !isForm) await session.send({ ...draft, operation: keyed });
  const other = withField(draft, '/data/content', session.maker.word());
  const plain = await session.send(session.draft());
  const isShown = isAccepted(plain) && idOf(plain.answer) !== ',,';
  const seen: string[] = [];
  for (const next of [draft, draft, other] satisfies Draft[]) {
    const exchange = await session.send(next);
    // Whether the header may be there at all is an assumption; that it brings nothing back is not.
    if (
      !session.accepted(exchange, [of('key-ignored')], of('key-ignored')) ||
      !isAccepted(exchange)
    )
      return;
    const id = idOf(exchange.answer);
    if (!isShown) return session.unseen('no answer shows what identifies the ticket', ...own);
    session.judge(!seen.includes(id) && id !== ',,', own, {
      expected: ['a ticket of its own'],
      actual: told(exchange),
      exchanges: [exchange],
    });
    seen.push(id);
  }
}
