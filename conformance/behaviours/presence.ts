import type { Presence } from '../../specs/behaviours/presence.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import { buildBody } from '../cases/build-body.ts';
import type { Fault, Plan } from '../cases/change.ts';
import { type Draft, withField } from '../cases/draft.ts';
import { fieldsIn } from '../cases/fields.ts';
import type { Maker } from '../cases/maker.ts';
import { isDocumented } from '../cases/subject.ts';
import { membersPresent } from '../cases/valid.ts';
import { typicalValue } from '../cases/values.ts';
import type { Verifier } from '../suite/verification.ts';

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
  return { faults: [...faults, ...restated] };
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

/** Each member added to a request that has each other. */
function pairsOf(declared: Presence, rejection: Rejection, plan: Plan): Fault[] {
  const members = declared.of.map((member) => [member].flat());
  const strays = strayClause(plan);
  return members.flatMap((base) =>
    members
      .filter((member) => member !== base)
      .flatMap((member) => {
        const at = (name: string, clause: string, pointers: readonly string[]) =>
          faultOf(plan, declared, {
            operator: `${lastName(base[0] ?? '')}-with-${name}`,
            rejection: { ...rejection, clause },
            apply: (draft, maker) => added(plan, draft, base, pointers, maker),
          });
        const whole = at(lastName(member[0] ?? ''), rejection.clause, member);
        if (member.length === 1 || strays === undefined) return [whole];
        return [whole, ...member.map((one) => at(`stray-${lastName(one)}`, strays, [one]))];
      }),
  );
}

/** The clause that says that part of a member counts as the member, if one does. */
function strayClause({ operation }: Plan): string | undefined {
  return [...operation.rules.values()].find(({ by }) => by === 'presence')?.clauses[0];
}

/** A request that has one member, with the fields of another as its own form has them. */
function added(
  plan: Plan,
  draft: Draft,
  base: readonly string[],
  member: readonly string[],
  maker: Maker,
): Draft | undefined {
  const has = (pointers: readonly string[]) =>
    pointers.some((pointer) => valueAt(draft.body, parsePointer(pointer)) !== undefined);
  if (!has(base) || has(member)) return undefined;
  const values = member.map((pointer) => [pointer, valueFor(plan, pointer, maker)] as const);
  if (values.some(([, value]) => value === undefined)) return undefined;
  return values.reduce((made: Draft, [pointer, value]) => withField(made, pointer, value), draft);
}

function valueFor(plan: Plan, pointer: string, maker: Maker): unknown {
  const home = plan.forms.find(({ chosen }) => chosen.includes(pointer));
  const built = home && valueAt(buildBody(home, maker), parsePointer(pointer));
  if (built !== undefined) return built;
  const fields = plan.forms.flatMap(({ root }) => fieldsIn(root));
  const field = fields.find((one) => one.pointer === pointer);
  return field && typicalValue(plan, field, maker, { role: 'primary', index: 0 });
}

function lastName(pointer: string): string {
  return pointer.split('/').at(-1) ?? '';
}
