import type { Quota } from '../../specs/behaviours/quota.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Subject } from '../cases/subject.ts';
import { carriesCode } from './code.ts';
import type { Exchange } from './exchange.ts';

/** Of the roles whose tenants have used up their quotas, or may come to. */
const expected = new Set(['exhausted-quota', 'small-quota', 'small-quota-second-key']);

/** Whether an answer says that the caller's quota is used up, where the caller is none for whom it should be. */
export function isOutOfQuota(
  { operation }: Pick<Subject, 'operation'>,
  { answer, draft }: Pick<Exchange, 'answer' | 'draft'>,
): boolean {
  const [quota] = behavioursOf<Quota>(operation, 'quota');
  if (!quota || !answer || draft.as === null || expected.has(draft.as)) return false;
  return quota.exceeded.answers.some(
    ({ status, code }) => answer.status === status && carriesCode(answer, code),
  );
}
