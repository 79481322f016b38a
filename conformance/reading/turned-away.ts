import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Subject } from '../cases/subject.ts';
import type { Exchange } from './exchange.ts';

/**
 * The clause that says how a caller shows who he is, where an answer says that this one did not although
 * he did. Undefined for every other answer.
 */
export function turnedAway(
  { operation }: Pick<Subject, 'operation'>,
  { answer, draft }: Pick<Exchange, 'answer' | 'draft'>,
): string | undefined {
  if (draft.as === null) return undefined;
  const [declared] = behavioursOf<Authentication>(operation, 'authentication');
  const statuses = declared?.invalid.answers.map(({ status }) => status) ?? [];
  return answer && statuses.includes(answer.status) ? declared?.clause : undefined;
}
