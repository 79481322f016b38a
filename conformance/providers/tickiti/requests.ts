import type { Plan } from '../../cases/change.ts';
import { type Draft, withField } from '../../cases/draft.ts';
import { draftOf } from '../../cases/draft-of.ts';
import { AnswerReader } from '../../reading/answer-reader.ts';
import type { Accepted } from '../../suite/exchange.ts';
import type { Session } from '../../suite/session.ts';

/** The three payload shapes, by the field that each is chosen by. */
export type Shape = '/data/subject' | '/template_identifier' | '/intervention';

/** A request of a shape, naming this template or intervention; undefined where the target has none. */
export function shaped({ plan, maker }: Session, shape: Shape, named?: string): Draft | undefined {
  const form = plan.forms.find(({ chosen }) => chosen.includes(shape));
  if (!form) return undefined;
  const draft = draftOf(plan, form, maker);
  if (named === undefined) return draft;
  const bare = withField(withField(draft, '/data', {}), shape, named);
  const body = plan.provider.complete?.(bare.body, plan, maker, 'primary') ?? bare.body;
  return { ...bare, body };
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
