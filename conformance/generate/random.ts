import fc from 'fast-check';
import { featuresOf } from '../arbitraries/features.ts';
import type { Features } from '../cases/features.ts';
import { fieldAt } from '../cases/fields.ts';
import type { Form } from '../cases/form.ts';
import { Maker } from '../cases/maker.ts';
import type { Case, Kind } from './case.ts';
import type { Amid, Made, Planned, PlanOptions } from './planned.ts';
import { type Renaming, renamingOf } from './renamed.ts';

/** How many of a hundred random cases are of each kind, as far as there are any of it. */
const shares: Readonly<Record<Kind, number>> = {
  valid: 20,
  boundary: 20,
  invalid: 35,
  hostile: 20,
  sequence: 5,
};

/** How many draws of fields are made at once: one at a time takes ten times as long. */
const batch = 256;

/** After so many that come to nothing in a row there is nothing to be had. */
const patience = 1000;

/** So many cases are made before any of them comes again under other names. */
const together = 128;

export interface RandomOptions extends PlanOptions {
  /** How often a case that was made is given out again under other names: that takes a tenth of the time. */
  readonly copies: number;
}

/**
 * Cases of the plan without end, with other names each time and amid random fields: the suite's own
 * arbitraries. Those too long to be made by the thousand, and those that wait for the clock, are left out.
 */
export function* randomCases(
  planned: readonly Planned[],
  options: RandomOptions,
): Generator<Case, void, undefined> {
  const { seed, marker, copies } = options;
  let count = 0;
  const next = () => `random/${++count}`;
  const makerFor = (id: string) => new Maker(seed, marker, id);
  const fresh = freshCases(planned, options, next);
  for (;;) {
    const batch: Fresh[] = [];
    while (batch.length < together) {
      const { done, value } = fresh.next();
      if (done) return;
      yield value.made.case;
      batch.push(value);
    }
    if (copies === 0) continue;
    const renamings = batch.filter(({ made }) => made.mayBeRenamed).map(renamingFor);
    for (let copy = 0; copy < copies; copy++) {
      for (const again of renamings) {
        const id = next();
        yield again(id, makerFor(id));
      }
    }
  }
}

function renamingFor({ id, made, names }: Fresh): Renaming {
  const again = renamingOf(made.case, names);
  return (other, maker) => again(made.case.id.replace(id, other), maker);
}

interface Fresh {
  /** `random/17`, within the case's own. */
  readonly id: string;
  readonly made: Made;
  readonly names: readonly string[];
}

function* freshCases(
  planned: readonly Planned[],
  { seed, marker }: PlanOptions,
  next: () => string,
): Generator<Fresh, undefined, undefined> {
  const light = planned.filter(({ isHeavy, wait }) => !isHeavy && wait === 0);
  const pools = [...Map.groupBy(light, ({ kind }) => kind)].flatMap(([kind, pool]) =>
    Array.from({ length: shares[kind] }, () => pool),
  );
  const choices = new Maker(seed, '', 'random');
  const amid = amidOf(choices);
  let failures = 0;
  while (failures < patience) {
    const one = choices.pick(choices.pick(pools) ?? []);
    if (!one) return;
    const id = next();
    const maker = new Maker(seed, marker, id);
    const made = one.again(id, maker, amid(one));
    failures = made ? 0 : failures + 1;
    if (made) yield { id, made, names: maker.names };
  }
}

/** Draws a form of the case's operation and fields of it. */
function amidOf(maker: Maker): (one: Planned) => Amid {
  const drawn = new Map<Form, Features[]>();
  const homes = new Map<Planned, readonly Form[]>();
  return (one) => {
    const forms = homes.get(one) ?? formsFor(one);
    homes.set(one, forms);
    const form = maker.pick(forms);
    if (!form) return { form, features: new Map() };
    const left = drawn.get(form) ?? [];
    if (left.length === 0) {
      const sampled = fc.sample(featuresOf(form), {
        seed: maker.below(2 ** 31),
        numRuns: batch,
      });
      left.push(...sampled);
      drawn.set(form, left);
    }
    return { form, features: left.pop() ?? new Map() };
  };
}

/** The forms that have the field in question. */
function formsFor({ program, violation, varies }: Planned): readonly Form[] {
  const { pointer = '' } = violation ?? varies ?? {};
  const { forms } = program.plan;
  const homes = forms.filter(({ root }) => fieldAt(root, pointer) !== undefined);
  return homes.length > 0 ? homes : forms;
}
