import type { Presence } from '../../specs/behaviours/presence.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import { type Draft, withField } from '../cases/draft.ts';
import { walk } from '../cases/fields.ts';
import { buildBody, membersPresent } from '../cases/forms.ts';
import type { Maker } from '../cases/maker.ts';
import { isDocumented } from '../cases/subject.ts';
import { typicalValue } from '../cases/values.ts';
import type { Fault, Plan, Verifier } from '../suite/verification.ts';

/** Every pair of fields that exclude each other, and none where one is needed. */
export const verify: Verifier<Presence> = (declared, plan) => {
  const faults = [
    ...(declared.none ? noneOf(declared, declared.none, plan) : []),
    ...(declared.several ? pairsOf(declared, declared.several, plan) : []),
  ];
  const whole = wholeClause(declared, plan);
  if (whole === undefined) return { faults };
  const restated = faults.map((fault) => ({
    ...fault,
    id: `${fault.id}/as-a-whole`,
    rejection: { ...fault.rejection, clause: whole, status: fault.rejection.clause },
  }));
  return {
    faults: [...faults, ...restated],
    watches: [{ clauses: [whole], accepted: (_, note) => note({ saw: 'held', clause: whole }) }],
  };
};

/** The clause that states the whole rule at once, cited where JSON Schema can say it. */
function wholeClause({ rule, when, none, several }: Presence, plan: Plan): string | undefined {
  if (rule !== 'exactly-one-of') return undefined;
  const node = valueAt(plan.operation.bodySchema, propertyPath(when ?? ''));
  const clause = clauseOf(node, 'oneOf');
  return [none?.clause, several?.clause].includes(clause) ? undefined : clause;
}

function propertyPath(pointer: string): string[] {
  return parsePointer(pointer).flatMap((name) => ['properties', name]);
}

type Parts = Pick<Fault, 'operator' | 'rejection' | 'apply'>;

function faultOf(plan: Plan, { when, of }: Presence, { operator, rejection, apply }: Parts): Fault {
  const premise = isDocumented(plan, rejection.clause) ? undefined : rejection.clause;
  return {
    id: `${when ?? ''}/${of.flat().map(lastName).join('+')}/presence/${operator}`,
    kind: 'presence',
    pointer: when ?? '',
    keyword: 'presence',
    operator,
    rejection,
    premise,
    apply,
  };
}

function noneOf(declared: Presence, rejection: Rejection, plan: Plan): Fault[] {
  return [
    faultOf(plan, declared, {
      operator: 'none',
      rejection,
      apply(draft) {
        if (membersPresent(declared, draft.body) === undefined) return undefined;
        return declared.of
          .flat()
          .reduce((less: Draft, pointer) => withField(less, pointer, undefined), draft);
      },
    }),
  ];
}

function pairsOf(declared: Presence, rejection: Rejection, plan: Plan): Fault[] {
  const members = declared.of.map((member) => [member].flat());
  const strays = strayClause(plan);
  return members.flatMap((member) => {
    const whole = [
      faultOf(plan, declared, {
        operator: `with-${lastName(member[0] ?? '')}`,
        rejection,
        apply: (draft, maker) => added(declared, plan, draft, member, maker),
      }),
    ];
    if (member.length === 1 || strays === undefined) return whole;
    const parts = member.map((pointer) =>
      faultOf(plan, declared, {
        operator: `with-stray-${lastName(pointer)}`,
        rejection: { ...rejection, clause: strays },
        apply: (draft, maker) => added(declared, plan, draft, [pointer], maker),
      }),
    );
    return [...whole, ...parts];
  });
}

/** The clause that says that part of a member counts as the member, if one does. */
function strayClause({ operation }: Plan): string | undefined {
  return [...operation.rules.values()].find(({ by }) => by === 'presence')?.clauses[0];
}

/** A request of another form, with the fields of this member as its own form has them. */
function added(
  declared: Presence,
  plan: Plan,
  draft: Draft,
  member: readonly string[],
  maker: Maker,
): Draft | undefined {
  const has = member.some((pointer) => valueAt(draft.body, parsePointer(pointer)) !== undefined);
  if (has || membersPresent(declared, draft.body) === 0) return undefined;
  const more = member.reduce(
    (made: Draft, pointer) => withField(made, pointer, valueFor(plan, pointer, maker)),
    draft,
  );
  return (membersPresent(declared, more.body) ?? 0) > 1 ? more : undefined;
}

function valueFor(plan: Plan, pointer: string, maker: Maker): unknown {
  const home = plan.forms.find(({ chosen }) => chosen.includes(pointer));
  const built = home && valueAt(buildBody(home, maker), parsePointer(pointer));
  if (built !== undefined) return built;
  const fields = plan.forms.flatMap(({ root }) => [...walk(root)]);
  const field = fields.find((one) => one.pointer === pointer);
  return field && typicalValue(plan, field, maker, { role: 'primary', index: 0 });
}

function lastName(pointer: string): string {
  return pointer.split('/').at(-1) ?? '';
}
