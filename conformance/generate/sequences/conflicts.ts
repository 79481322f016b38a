import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import type { Plan } from '../../cases/change.ts';
import type { Draft } from '../../cases/draft.ts';
import { draftOf } from '../../cases/draft-of.ts';
import type { Form } from '../../cases/form.ts';
import { Maker } from '../../cases/maker.ts';
import { type OtherPayload, otherPayloads } from '../../cases/other-payloads.ts';
import type { SequenceRecipe, SequenceStep } from '../../cases/recipe.ts';
import { clausesOf, plain, refused, replayed } from '../../cases/steps.ts';
import type { Key } from '../../sequences/key.ts';

/** So many other payloads of a form are worth a sequence of their own. */
const most = 12;

/** The same key with another payload, different in one place each; then the first request again. */
export function conflicts(plan: Plan, declared: Idempotency, key: Key): SequenceRecipe[] {
  const { conflict, fingerprint, replay } = declared;
  const clauses = clausesOf(conflict, fingerprint, replay);
  return plan.forms.flatMap((form) =>
    placesOf(plan, form, key).map((name) => ({
      id: `sequences/idempotency/other-payload/${form.name}${name}`,
      clauses,
      make(maker: Maker) {
        const draft = key.keyed({ plan, maker }, base(plan, form, maker));
        const other = otherPayloads(plan, draft).find((one) => one.name === name);
        return other && steps(plan, declared, draft, other);
      },
    })),
  );
}

function steps(
  plan: Plan,
  { conflict, replay }: Idempotency,
  draft: Draft,
  { name, draft: other }: OtherPayload,
): SequenceStep[] {
  const title = `the same key with another payload: ${inWords(name)}`;
  return [
    plain(plan, 'a request with a key that nobody used', draft),
    'answers' in conflict
      ? refused(title, other, conflict)
      : replayed(plan, title, other, [conflict.clause, replay.clause]),
    replayed(plan, 'the first request again', draft, [replay.clause]),
  ];
}

/** With every field, and lists of more than one item. */
function base(plan: Plan, form: Form, maker: Maker): Draft {
  const everything = form.optionals.map(({ pointer }) => pointer);
  return draftOf(plan, form, maker, { with: everything, items: 2 });
}

/** What there is to differ in: every place once before any a second time. */
function placesOf(plan: Plan, form: Form, key: Key): string[] {
  // Where the places are does not depend on what is made up there.
  const maker = new Maker(0, 'places', form.name);
  const draft = key.keyed({ plan, maker }, base(plan, form, maker));
  const names = otherPayloads(plan, draft).map(({ name }) => name);
  const seen = new Set<string>();
  const firsts = names.filter((name) => {
    const place = name.slice(0, name.lastIndexOf('/'));
    return !seen.has(place) && seen.add(place).size > 0;
  });
  return [...new Set([...firsts, ...names])].slice(0, most);
}

/** `/data/subject/another-value` as `another value at /data/subject`. */
function inWords(name: string): string {
  const end = name.lastIndexOf('/');
  const operator = name.slice(end + 1).replaceAll('-', ' ');
  return `${operator} at ${name.slice(0, end)}`;
}
