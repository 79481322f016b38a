import type { Atomicity } from '../../specs/behaviours/atomicity.ts';
import { told } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** A failure inside is answered as the document says, and the same request is taken afterwards. */
export const verify: Verifier<Atomicity> = ({ failure }) => {
  const [answer] = failure.answers;
  const clauses = [answer.clause, failure.status ?? answer.clause];
  const checks: Check[] = [
    check('sequences', 'atomicity/failure', clauses, async (session) => {
      const { controls } = session.courier.target;
      if (!controls?.failNext) {
        return session.unseen('the target cannot be made to fail inside', ...clauses);
      }
      const draft = session.draft();
      await controls.failNext();
      // Not sent again, whatever the status: it is the answer that is looked at.
      const failed = await session.send(draft, { atAnyRate: true });
      const isAsListed = failure.answers.some(({ status }) => status === failed.answer?.status);
      session.judge(isAsListed && failed.answer?.text.includes(answer.code) === true, clauses, {
        expected: failure.answers.map(({ status, code }) => `${status} ${code}`),
        actual: told(failed),
        exchanges: [failed],
      });
      const again = await session.send(draft);
      session.accepted(again, [], failure.clause, [failed]);
    }),
  ];
  return { checks };
};
