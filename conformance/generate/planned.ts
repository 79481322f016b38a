import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Draft } from '../cases/draft.ts';
import type { Features } from '../cases/features.ts';
import { featuredDraft } from '../cases/features.ts';
import type { Form } from '../cases/form.ts';
import { hostileRecipes } from '../cases/hostile/index.ts';
import { Maker } from '../cases/maker.ts';
import type { Recipe, SequenceRecipe } from '../cases/recipe.ts';
import type { Program } from '../run/program.ts';
import type { Target } from '../target/target.ts';
import { variablesOf } from '../wire/variables.ts';
import type { Case, Kind } from './case.ts';
import { kindOf } from './kind-of.ts';
import { caseOf, sequenceOf } from './label.ts';
import { sequenceRecipes } from './sequences/index.ts';

/** A case of the plan, and how to make it again. */
export interface Planned extends Pick<Case, 'kind' | 'clauses' | 'violation' | 'varies'> {
  readonly program: Program;
  /** Too long a request to be made by the thousand, or one that takes its time. */
  readonly isHeavy: boolean;
  /** The variables that its requests name. */
  readonly variables: readonly string[];
  /** Seconds that it has the server's clock move, at the most at once. */
  readonly wait: number;
  readonly case: Case;
  /** The same with other names, amid other fields where that can be; undefined where they do not go together. */
  again(id: string, maker: Maker, amid: Amid): Made | undefined;
}

/** Fields of a form among which a case is made again. */
export interface Amid {
  readonly form: Form | undefined;
  readonly features: Features;
}

export interface PlanOptions {
  readonly seed: number;
  readonly marker: string;
}

/** Every case of some kinds that the suite's coverage plan, the hostile requests and the sequences come to. */
export function plannedCases(
  programs: readonly Program[],
  target: Target,
  by: PlanOptions,
  isWanted: (kind: Kind) => boolean,
): Planned[] {
  return programs.flatMap((program) => {
    const { plan, checks } = program;
    const recipes = checks.flatMap((check) => check.recipes?.() ?? []);
    const hostile = isWanted('hostile') ? hostileRecipes(plan) : [];
    const wanted = [...recipes.filter((recipe) => isWanted(kindOf(recipe))), ...hostile];
    const sequences = isWanted('sequence') ? sequencesOf(program) : [];
    return [
      ...wanted.flatMap((recipe) => plannedOf(program, target, recipe.id, by, ofRecipe(recipe))),
      ...sequences.flatMap((sequence) =>
        plannedOf(program, target, sequence.id, by, ofSequence(sequence)),
      ),
    ];
  });
}

/** Those of the provider's own checks, and those that the behaviours declare. */
export function sequencesOf({ plan, checks, faults }: Program): SequenceRecipe[] {
  return [
    ...checks.flatMap((check) => check.sequences?.() ?? []),
    ...sequenceRecipes(plan, faults),
  ];
}

function variablesIn({ steps }: Case): string[] {
  const texts = steps.flatMap(({ request }) => [
    request.path,
    ...request.headers.map(({ value }) => value),
  ]);
  return [...new Set(texts.flatMap(variablesOf))];
}

/** A body that is written in parts is long, and so is a case of many steps. */
function isHeavy({ steps }: Case): boolean {
  return steps.length > 20 || steps.some(({ request: { body } }) => body && 'parts' in body);
}

/** A case that was made, and whether another is made of it by putting other names in it. */
export interface Made {
  readonly case: Case;
  readonly mayBeRenamed: boolean;
}

/** How a kind of recipe becomes a case. */
type Making = (
  program: Program,
  target: Target,
  id: string,
  maker: Maker,
  amid?: Amid,
) => Made | undefined;

function ofRecipe(recipe: Recipe): Making {
  return (program, target, id, maker, amid) => {
    const draft =
      recipe.amid && amid?.form
        ? recipe.amid(featuredDraft(program.plan, amid.form, amid.features, maker), maker)
        : recipe.make(maker);
    const made = draft && caseOf(program, target, id, recipe, draft);
    return made && { case: made, mayBeRenamed: hasKeyOfNames(program, draft, maker) };
  };
}

function ofSequence(sequence: SequenceRecipe): Making {
  return (program, target, id, maker) => {
    const steps = sequence.make(maker);
    const made = steps && sequenceOf(program, target, id, sequence, steps);
    return (
      made && {
        case: made,
        mayBeRenamed: steps.every(({ draft }) => hasKeyOfNames(program, draft, maker)),
      }
    );
  };
}

/** Whether other names make another idempotency key of it: one that a name is no part of would stay the same. */
function hasKeyOfNames(
  { plan: { idempotency } }: Program,
  draft: Draft,
  { names }: Maker,
): boolean {
  if (!idempotency) return true;
  const { key } = idempotency;
  const value =
    key.in === 'header' ? draft.headers[key.name] : valueAt(draft.body, parsePointer(key.at));
  if (typeof value !== 'string') return true;
  const isSpelledOut = draft.raw === undefined || draft.raw.includes(value as never);
  return names.some((name) => value.includes(name)) && (key.in === 'header' || isSpelledOut);
}

function plannedOf(
  program: Program,
  target: Target,
  id: string,
  { seed, marker }: PlanOptions,
  make: Making,
): Planned[] {
  const maker = new Maker(seed, marker, `${program.plan.operation.id}/${id}`);
  const made = make(program, target, id, maker)?.case;
  if (!made) return [];
  const { kind, clauses, violation, varies, steps } = made;
  const waits = steps.map(({ wait = 0 }) => wait);
  return [
    {
      program,
      ...{ kind, clauses, violation, varies },
      case: made,
      isHeavy: isHeavy(made),
      variables: variablesIn(made),
      wait: Math.max(...waits),
      again: (other, maker, amid) => make(program, target, `${other}/${id}`, maker, amid),
    },
  ];
}
