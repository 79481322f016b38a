import type { Plan } from '../../cases/change.ts';
import { type Draft, withField } from '../../cases/draft.ts';
import { draftOf } from '../../cases/draft-of.ts';
import type { Maker } from '../../cases/maker.ts';
import { AnswerReader } from '../../reading/answer-reader.ts';
import type { Accepted } from '../../reading/exchange.ts';
import { check } from '../../suite/check.ts';
import { numbered } from '../../suite/recipe-check.ts';
import type { Check } from '../../suite/verification.ts';

/** The three payload shapes, by the field that each is chosen by. */
export type Shape = '/data/subject' | '/template_identifier' | '/intervention';

/** Whose request it is. */
export interface Of {
  readonly plan: Plan;
  readonly maker: Maker;
}

/** A request of a shape, naming this template or intervention; undefined where the target has none. */
export function shaped({ plan, maker }: Of, shape: Shape, named?: string): Draft | undefined {
  const form = plan.forms.find(({ chosen }) => chosen.includes(shape));
  if (!form) return undefined;
  const draft = draftOf(plan, form, maker);
  if (named === undefined) return draft;
  const bare = withField(withField(draft, '/data', {}), shape, named);
  const body = plan.provider.complete?.(bare.body, plan, maker, 'primary') ?? bare.body;
  return { ...bare, body };
}

/** One request to send: its shape, what it names, and what else is in it. */
export interface Wanted {
  readonly shape: Shape;
  readonly named?: string;
  /** By pointer; a function makes the value up anew. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A check that sends requests which must be accepted; what their answers tell the watches judge. */
export function sending(
  plan: Plan,
  name: string,
  clauses: readonly string[],
  all: readonly Wanted[],
): Check {
  const recipes = numbered(
    name,
    all.map((wanted) => ({
      change: { pointer: '', keyword: 'path', operator: wanted.named ?? wanted.shape.slice(1) },
      expects: { is: 'accepted', clauses: [], shows: clauses },
      make: (maker) => madeFor({ plan, maker }, wanted),
    })),
  );
  const made = check('coverage', name, clauses, async (session) => {
    for (const recipe of recipes) {
      const draft = recipe.make(session.maker);
      if (!draft) {
        session.unseen('the target names nothing to build such a request from', ...clauses);
        return;
      }
      session.accepted(await session.send(draft), []);
    }
  });
  return { ...made, shows: 'accepted', recipes: () => recipes };
}

export function madeFor(of: Of, { shape, named, fields = {} }: Wanted) {
  const draft = shaped(of, shape, named);
  const values = Object.entries(fields).map(
    ([at, value]) => [at, typeof value === 'function' ? value(of.maker) : value] as const,
  );
  return draft && values.reduce((made, [at, value]) => withField(made, at, value), draft);
}

/** Reads the facts of a success. */
export function factsOf(plan: Plan, { answer }: Accepted) {
  const reader = new AnswerReader(plan);
  const read = (name: string) => reader.read(answer, `/data/${name}`);
  return {
    queue: read('queue'),
    flags: {
      used_template: read('used_template'),
      used_intervention: read('used_intervention'),
      used_private_template: read('used_private_template'),
      used_public_template: read('used_public_template'),
    },
  };
}
