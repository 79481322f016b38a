import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import { type Draft, withField } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import { fieldAt } from '../cases/fields.ts';
import type { Form } from '../cases/form.ts';
import type { Means } from '../cases/means.ts';
import { entityIn, type ShownEntity } from '../reading/entity.ts';
import { type Exchange, isAccepted } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';

/** One request of the lookup's own form, and what its answer tells of the entity. */
export interface Looked {
  readonly exchange: Exchange;
  readonly entity: ShownEntity;
}

type By = FindOrCreate['by'][number];

/** Sends a request that looks an entity up by these fields and no others. */
export async function lookUp(
  session: Session,
  declared: FindOrCreate,
  fields: Readonly<Record<string, unknown>>,
  role = 'primary',
): Promise<Looked | undefined> {
  const draft = lookupDraft(session, declared, fields, role);
  if (!draft) return undefined;
  const exchange = await session.send(draft);
  if (!session.accepted(exchange, []) || !isAccepted(exchange)) return undefined;
  return { exchange, entity: entityIn(session.plan, declared.to, exchange.answer) };
}

/** A request that gives these fields of the entity and no others. */
export function lookupDraft(
  { plan, maker }: Means,
  declared: FindOrCreate,
  fields: Readonly<Record<string, unknown>>,
  role = 'primary',
): Draft | undefined {
  const form = formLookingUp(plan, declared);
  if (!form) return undefined;
  const bare = declared.by.reduce(
    (draft: Draft, { at }) => withField(draft, at, undefined),
    draftOf(plan, form, maker, { role }),
  );
  return Object.entries(fields).reduce((made, [name, value]) => {
    const at = declared.by.find(({ field }) => field === name)?.at ?? declared.fields[name];
    return at === undefined ? made : withField(made, at, value);
  }, bare);
}

function formLookingUp({ forms }: Means['plan'], { by }: FindOrCreate): Form | undefined {
  const choosing = forms.find(({ chosen }) => by.some(({ at }) => chosen.includes(at)));
  return choosing ?? forms.find(({ root }) => by.some(({ at }) => fieldAt(root, at)?.required));
}

/** Judges whether two answers speak of one entity. */
export function judgeSame(
  session: Session,
  before: Looked | undefined,
  after: Looked | undefined,
  isSame: boolean,
  clause: string,
  to: string,
) {
  if (!before || !after) return;
  if (before.entity.id === undefined || after.entity.id === undefined)
    return session.unseen(`no answer tells which ${to} a ticket has`, clause);
  session.judge((before.entity.id === after.entity.id) === isSame, [clause], {
    expected: [`${isSame ? 'the same' : 'another'} ${to} than ${before.entity.id}`],
    actual: after.entity.id,
    exchanges: [before.exchange, after.exchange],
  });
}

export function lookupChecks(declared: FindOrCreate): Check[] {
  const { to, by, clause } = declared;
  return [
    check('sequences', `${to}/created`, [clause], async (session) => {
      for (const one of by) {
        const first = await lookUp(session, declared, { [one.field]: freshValue(session, one) });
        const second = await lookUp(session, declared, { [one.field]: freshValue(session, one) });
        judgeSame(session, first, second, false, clause, to);
      }
    }),
    ...by.flatMap((one) => [
      check('sequences', `${to}/found-by-${one.field}`, [one.clause], (session) =>
        foundAgain(session, declared, one),
      ),
      check('sequences', `${to}/known-by-${one.field}`, [one.clause], (session) =>
        foundInWorld(session, declared, one),
      ),
      ...(one.ignoreCase ? [caseCheck(declared, one, one.ignoreCase.clause)] : []),
    ]),
    check(
      'sequences',
      `${to}/first-of-two`,
      by.map((one) => one.clause),
      (session) => firstDecides(session, declared),
    ),
    check(
      'sequences',
      `${to}/found-by-each`,
      by.map((one) => one.clause),
      (session) => foundByEach(session, declared),
    ),
    check('sequences', `${to}/untouched`, [declared.untouched.clause], (session) =>
      untouched(session, declared),
    ),
  ];
}

/** A value of a field that nobody has, in letters that have two cases. */
export function freshValue({ maker }: Pick<Means, 'maker'>, { field }: By): string {
  return field === 'email' ? maker.email() : `0x${maker.hex(38)}ab`;
}

async function foundAgain(session: Session, declared: FindOrCreate, one: By): Promise<void> {
  const value = freshValue(session, one);
  const first = await lookUp(session, declared, { [one.field]: value });
  judgeSame(
    session,
    first,
    await lookUp(session, declared, { [one.field]: value }),
    true,
    one.clause,
    declared.to,
  );
}

/** What was created with several keys is found by each of them alone. */
async function foundByEach(session: Session, declared: FindOrCreate): Promise<void> {
  const { by, to } = declared;
  const values = by.map((one) => [one.field, freshValue(session, one)] as const);
  const first = await lookUp(session, declared, Object.fromEntries(values));
  for (const [index, [field, value]] of values.entries()) {
    const clause = by[index]?.clause ?? declared.clause;
    judgeSame(
      session,
      first,
      await lookUp(session, declared, { [field]: value }),
      true,
      clause,
      to,
    );
  }
}

/** What the target says exists is found under the id that it says. */
async function foundInWorld(session: Session, declared: FindOrCreate, one: By): Promise<void> {
  const own = session.plan.known.own(declared.to, 'primary');
  const known = own.find((entity) => typeof entity[one.field] === 'string');
  if (!known)
    return session.unseen(`the target names no ${declared.to} with ${one.field}`, one.clause);
  const found = await lookUp(session, declared, { [one.field]: known[one.field] });
  if (found?.entity.id === undefined) return;
  session.judge(found.entity.id === known.id, [one.clause], {
    expected: [`the ${declared.to} ${known.id}`],
    actual: found.entity.id,
    exchanges: [found.exchange],
  });
}

function caseCheck(declared: FindOrCreate, one: By, clause: string): Check {
  return check('sequences', `${declared.to}/case-of-${one.field}`, [clause], async (session) => {
    const value = freshValue(session, one);
    const other =
      one.field === 'email'
        ? value.toUpperCase()
        : value.replaceAll(/[a-f]/g, (c) => c.toUpperCase());
    const first = await lookUp(session, declared, { [one.field]: value });
    judgeSame(
      session,
      first,
      await lookUp(session, declared, { [one.field]: other }),
      true,
      clause,
      declared.to,
    );
  });
}

/** When several fields are given, the first decides, whatever the others would find. */
async function firstDecides(session: Session, declared: FindOrCreate): Promise<void> {
  const [first, second] = declared.by;
  if (!first || !second) return;
  const values = {
    [first.field]: freshValue(session, first),
    [second.field]: freshValue(session, second),
  };
  const byFirst = await lookUp(session, declared, { [first.field]: values[first.field] });
  const bySecond = await lookUp(session, declared, { [second.field]: values[second.field] });
  const both = await lookUp(session, declared, values);
  judgeSame(session, byFirst, both, true, first.clause, declared.to);
  judgeSame(session, bySecond, both, false, first.clause, declared.to);
  // A new first with a known second makes a new one: the second is looked at only without the first.
  const fresh = await lookUp(session, declared, {
    [first.field]: freshValue(session, first),
    [second.field]: values[second.field],
  });
  judgeSame(session, bySecond, fresh, false, second.clause, declared.to);
}

/** The second request brings other values for everything, and later answers still show the first ones. */
async function untouched(session: Session, declared: FindOrCreate): Promise<void> {
  const {
    by,
    fields,
    untouched: { clause },
    to,
  } = declared;
  const [one] = by;
  if (!one) return;
  const value = freshValue(session, one);
  const others = Object.keys(fields).filter((name) => by.every(({ field }) => field !== name));
  const made = (suffix: string) =>
    Object.fromEntries(others.map((name) => [name, otherValue(session, declared, name, suffix)]));
  const first = await lookUp(session, declared, { [one.field]: value, ...made('first') });
  const second = await lookUp(session, declared, { [one.field]: value, ...made('second') });
  const later = await lookUp(session, declared, { [one.field]: value });
  if (!first || !second || !later) return;
  const shown = others.filter((name) => first.entity.field(name) !== undefined);
  if (shown.length === 0)
    return session.unseen(`no answer shows more of a ${to} than its id`, clause);
  for (const name of shown) {
    const before = JSON.stringify(first.entity.field(name));
    const after = [second, later].map(({ entity }) => JSON.stringify(entity.field(name)));
    session.judge(
      after.every((shown) => shown === before),
      [clause],
      {
        expected: [`${name} as it was: ${before}`],
        actual: after.join(' and later '),
        exchanges: [first.exchange, second.exchange, later.exchange],
      },
    );
  }
}

function otherValue(
  { plan, maker }: Session,
  { fields }: FindOrCreate,
  name: string,
  suffix: string,
): unknown {
  const list = plan.references.find(({ at }) => at.startsWith(`${fields[name]}/*`));
  if (!list) return `${maker.word()} ${suffix}`;
  const id = plan.known.own(list.to, 'primary')[suffix === 'first' ? 0 : 1]?.id;
  return id === undefined ? undefined : [{ attribute: id, content: suffix }];
}
