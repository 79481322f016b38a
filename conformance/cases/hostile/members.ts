import type { Body } from '../../../specs/behaviours/body.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import { parsePointer } from '../../../specs/contract/pointer.ts';
import type { Plan } from '../change.ts';
import type { Draft } from '../draft.ts';
import { type Field, fieldAt } from '../fields.ts';
import type { Form } from '../form.ts';
import { fieldOf, placeIn } from '../place.ts';
import type { Recipe } from '../recipe.ts';
import { duplicateClause, extraClause } from './clauses.ts';
import { capitals, duplicates } from './members/duplicates.ts';
import { oddNames } from './members/names.ts';
import { lots, nests } from './members/sizes.ts';
import { numbers } from './numbers.ts';
import { draftWith, objectPlaces } from './places.ts';
import { withMembers } from './source.ts';
import { accepted, type Trick } from './trick.ts';

/** Members that no document names, in the body and in each object that is free or open. */
export function memberRecipes(plan: Plan): Recipe[] {
  const { operation } = plan;
  const [body] = behavioursOf<Body>(operation, 'body');
  const extra = extraClause(plan);
  const objects = new Map<string, Form>();
  for (const form of plan.forms) {
    for (const { pointer } of objectPlaces(plan, form))
      if (!objects.has(pointer)) objects.set(pointer, form);
  }
  return [
    ...[...objects].flatMap(([pointer, form]) => [
      ...each({ ...oddNames, ...valuesOf(numbers) }).flatMap((member) =>
        accepted(plan, extra, inside(plan, form, pointer, member)),
      ),
      ...each(lots).flatMap((member) =>
        accepted(plan, body?.tooLarge.clause, inside(plan, form, pointer, member)),
      ),
      ...each(nested(pointer, body)).flatMap((member) =>
        accepted(plan, body?.tooDeep.clause, inside(plan, form, pointer, member)),
      ),
    ]),
    ...repeated(plan),
  ];
}

type Member = readonly [operator: string, source: string];

function each(members: Readonly<Record<string, string>>): Member[] {
  return Object.entries(members);
}

/** Values as members of a name that no document has. */
function valuesOf(sources: Readonly<Record<string, string>>): Record<string, string> {
  const pairs = Object.entries(sources).map(([operator, source]) => [
    operator,
    `"doublecheck":${source},"doublechecks":[${source},-${source.replace(/^-/, '')}]`,
  ]);
  return Object.fromEntries(pairs);
}

/** Values that go down to the last level that is allowed, the object at the pointer included. */
function nested(pointer: string, body: Body | undefined): Record<string, string> {
  const levels = (body?.maxDepth ?? 0) - parsePointer(pointer).length - 1;
  const pairs = Object.entries(nests).map(([operator, nest]) => [
    operator,
    `"doublecheck":${nest(levels)}`,
  ]);
  return levels > 0 ? Object.fromEntries(pairs) : {};
}

function inside(plan: Plan, form: Form, pointer: string, [operator, source]: Member): Trick {
  return {
    ...(pointer === '' && { part: 'members' }),
    pointer,
    keyword: 'additionalProperties',
    operator,
    make: (maker) => draftWith(plan, form, pointer, maker),
    apply(draft) {
      const place = placeIn(draft.body, pointer);
      const object = fieldOf(draft, pointer);
      if (place === undefined || typeof object !== 'object' || object === null) return undefined;
      return withMembers(draft, place, source);
    },
  };
}

/** What stands in the body twice, and what a server would say so of that ignores case. */
function repeated(plan: Plan): Recipe[] {
  const [form] = plan.forms;
  if (!form) return [];
  const at = (operator: string, apply: (draft: Draft) => Draft | undefined): Trick => ({
    part: 'members',
    pointer: '',
    keyword: 'json',
    operator,
    apply,
  });
  const clause = duplicateClause(plan) ?? extraClause(plan);
  return [
    ...Object.entries(duplicates).flatMap(([operator, apply]) =>
      accepted(plan, clause, at(operator, apply)),
    ),
    ...accepted(
      plan,
      extraClause(plan),
      at('names-in-capitals', (draft) =>
        isNamed(form.root, capitals(draft)) ? undefined : withMembers(draft, '', capitals(draft)),
      ),
    ),
  ];
}

/** Whether the schema has a field of one of the names. */
function isNamed(root: Field, members: string): boolean {
  return Object.keys(JSON.parse(`{${members}}`)).some((name) => fieldAt(root, `/${name}`));
}
