import type { Rejection } from '../../../specs/contract/types.ts';
import type { Plan } from '../../cases/change.ts';
import { type Draft, withField } from '../../cases/draft.ts';
import { Maker } from '../../cases/maker.ts';
import type { Recipe } from '../../cases/recipe.ts';
import { unseen } from '../../suite/check.ts';
import { coverageOf } from '../../suite/recipe-check.ts';
import type { Check } from '../../suite/verification.ts';
import type { Entity } from '../../target/target.ts';
import { namesIn, sampleData, sectionsIn } from './bound-data.ts';
import { shaped } from './requests.ts';

const bound = 'tickiti/data/bound-values';
const of = (name: string) => `tickiti/template/${name}`;
const [unbound, size, optional] = ['unbound-value', 'rendered-size', 'optional-section'].map(
  of,
) as [string, string, string];

/** What a template binds, what it can do without, and how long it may become. */
export function templateChecks(plan: Plan): Check[] {
  const templates = plan.known.own('template', 'primary');
  const refused = plan.operation.rules.get('template-data')?.refused;
  const binding = templates.filter((template) => namesIn(template).length > 0 || template.data);
  const sectioned = templates.find((template) => sectionsIn(template).length > 0);
  if (!refused || binding.length === 0) {
    const reason = 'the target names no template that binds data';
    return [unseen('template-data', reason, [unbound, size])];
  }
  return [
    coverageOf(
      'template-data/unbound',
      [unbound],
      binding.flatMap((template) => lacking(plan, template, refused)),
    ),
    coverageOf(
      'template-data/values',
      [bound, unbound],
      binding.flatMap((template) => valued(plan, template)),
    ),
    grown(plan, binding, refused),
    sectioned
      ? coverageOf('template-data/section', [optional], withoutSection(plan, sectioned))
      : unseen('template-data/section', 'the target names no template with a section', [optional]),
  ];
}

type Unnamed = Omit<Recipe, 'id'>;

/** A request that names a template, with a value of its data set or, as undefined, left out. */
function setting(
  plan: Plan,
  template: Entity,
  name: string,
  value: unknown,
): (maker: Maker) => Draft | undefined {
  return (maker) => {
    const draft = shaped({ plan, maker }, '/template_identifier', template.id);
    return draft && withField(draft, `/data/${name}`, value);
  };
}

/** The names that a template binds. */
function namesOf(template: Entity): string[] {
  return Object.keys(sampleData(template, new Maker(0, 'plan', 'plan')));
}

/** Each value that is needed is left out in its turn. */
function lacking(plan: Plan, template: Entity, refused: Rejection): Unnamed[] {
  const needed = namesOf(template).filter((name) => !sectionsIn(template).includes(name));
  return needed.map((name) => ({
    change: { pointer: `/data/${name}`, keyword: 'template-data', operator: 'absent' },
    expects: { is: 'refused', rejection: { ...refused, clause: unbound } },
    make: setting(plan, template, name, undefined),
  }));
}

const values: Readonly<Record<string, string>> = {
  empty: '',
  long: 'x'.repeat(300),
  letters: 'Ünïcode – 日本 🎫',
  markup: '<b>&amp;</b> {{name}}',
};

function valued(plan: Plan, template: Entity): Unnamed[] {
  const [name] = namesOf(template);
  if (name === undefined) return [];
  return Object.entries(values).map(([operator, value]) => ({
    change: { pointer: `/data/${name}`, keyword: 'template-data', operator },
    // Whether an empty text is a value that is there is an assumption.
    expects:
      value === ''
        ? { is: 'accepted', clauses: [unbound], premise: unbound }
        : { is: 'accepted', clauses: [bound] },
    make: setting(plan, template, name, value),
  }));
}

/** A value that stands twice in a template, just short enough and too long. */
function grown(plan: Plan, binding: readonly Entity[], refused: Rejection): Check {
  const template = binding.find((one) => sizeable(one).length > 0);
  const name = template && sizeable(template)[0];
  const id = 'template-data/rendered-size';
  if (!template || name === undefined)
    return unseen(id, 'the target names no template that has one value twice', [size]);
  const sized = (length: number) => setting(plan, template, name, 'x'.repeat(length));
  const change = (operator: string) => ({
    pointer: `/data/${name}`,
    keyword: 'rendered-size',
    operator,
  });
  return coverageOf(
    id,
    [size],
    [
      {
        change: change('half-a-million'),
        expects: { is: 'accepted', clauses: [size], premise: size },
        make: sized(500_000),
      },
      {
        change: change('too-many'),
        expects: { is: 'refused', rejection: { ...refused, clause: size } },
        make: sized(600_000),
      },
    ],
  );
}

function withoutSection(plan: Plan, sectioned: Entity): Unnamed[] {
  const [section = ''] = sectionsIn(sectioned);
  return [undefined, []].map((value) => ({
    change: {
      pointer: `/data/${section}`,
      keyword: 'template-data',
      operator: value ? 'empty-list' : 'no-section',
    },
    expects: { is: 'accepted', clauses: [optional], premise: optional },
    make: setting(plan, sectioned, section, value),
  }));
}

/** Names that a template has more than once: what stands there twice becomes longer than what was sent. */
function sizeable({ subject, content }: Entity): string[] {
  const both = `${subject ?? ''} ${content ?? ''}`;
  return namesIn({ id: '', subject: both }).filter((name) => both.split(`{{${name}}}`).length > 2);
}
