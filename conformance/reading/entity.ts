import type { Subject } from '../cases/subject.ts';
import type { Answer } from '../wire/message.ts';
import { AnswerReader } from './answer-reader.ts';
import { isMembers, memberOf } from './locate.ts';

/** What an answer tells of something that the request named or made. */
export interface ShownEntity {
  readonly id: string | undefined;
  /** A field of it, undefined where the answer does not have it. */
  field(name: string): unknown;
}

/** Reads the entity of a kind from an answer: an object of its own, or only its id. */
export function entityIn(
  subject: Pick<Subject, 'contract' | 'operation'>,
  kind: string,
  answer: Answer,
): ShownEntity {
  const reader = new AnswerReader(subject);
  const shown = reader.read(answer, `/${kind}`) ?? reader.read(answer, `/${kind}Id`);
  if (typeof shown === 'string') return { id: shown, field: () => undefined };
  if (!isMembers(shown)) return { id: undefined, field: () => undefined };
  const id = memberOf(shown, '_id') ?? memberOf(shown, 'id');
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
    field: (name) => memberOf(shown, name),
  };
}
