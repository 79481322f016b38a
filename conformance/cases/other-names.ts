import type { Reference } from '../../specs/behaviours/reference.ts';
import type { Validation } from '../../specs/behaviours/validation.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Fault, Plan } from './change.ts';
import { fieldAt } from './fields.ts';
import { replaced } from './place.ts';

const ajv = createAjv();

/** What names something by another of its fields, or something of another kind, names nothing here. */
export function otherNames(declared: Reference, plan: Plan): Fault[] {
  const { at, missing } = declared;
  const [validation] = behavioursOf<Validation>(plan.operation, 'validation');
  const [first, ...others] = missing.answers;
  // It may look like no name at all, and no document says that it is looked up then.
  const answers = [first, ...others, ...(validation?.invalid.answers ?? [])] as const;
  return namesOf(declared, plan).map(([operator, value]) => ({
    id: `${at}/reference/${operator}`,
    kind: 'reference',
    pointer: at,
    keyword: 'reference',
    operator,
    rejection: { ...missing, answers },
    isAlone: true,
    apply: (draft) => replaced(draft, at, value),
  }));
}

/** One value of each other field and of each other kind, as far as the request's schema takes it. */
function namesOf(
  { at, to, by = 'id' }: Reference,
  plan: Plan,
): [operator: string, value: string][] {
  const own = plan.known.own(to, 'primary');
  const taken = new Set(own.map((entity) => entity[by]));
  const schema = plan.forms.map(({ root }) => fieldAt(root, at)?.schema).find(Boolean) ?? {};
  const fields = [...new Set(own.flatMap((entity) => Object.keys(entity)))];
  const kinds = [...new Set(plan.references.map((reference) => reference.to))];
  const found: [string, unknown[]][] = [
    ...fields.map((name): [string, unknown[]] => [`by-${name}`, own.map((one) => one[name])]),
    ...kinds
      .filter((kind) => kind !== to)
      .map((kind): [string, unknown[]] => [
        `of-${kind}`,
        plan.known.own(kind, 'primary').map(({ id }) => id),
      ]),
  ];
  return found.flatMap(([operator, values]): [string, string][] => {
    const free = values.filter(
      (value): value is string =>
        typeof value === 'string' && !taken.has(value) && ajv.validate(schema, value) === true,
    );
    return free.slice(0, 1).map((value) => [operator, value]);
  });
}
