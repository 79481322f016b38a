import type { Plan } from '../cases/change.ts';
import { fullDraft } from '../cases/contexts.ts';
import { draftOf } from '../cases/draft-of.ts';
import type { Form } from '../cases/form.ts';
import type { SequenceRecipe } from '../cases/recipe.ts';
import { accepted, plain } from '../cases/steps.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { isAccepted, told } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Check } from '../suite/verification.ts';

/** The same bytes again make another ticket, where nothing says that they are a retry. */
export function createsEachTime(clause: string, at: string, plan: Plan): Check {
  const reader = new AnswerReader(plan);
  const made = check('sequences', 'creates-each-time', [clause], async (session) => {
    const draft = session.draft();
    const first = await session.send(draft);
    const second = await session.send(draft);
    if (!isAccepted(first)) return;
    if (!session.accepted(second, [], undefined, [first]) || !isAccepted(second)) {
      return session.broken([clause], {
        expected: ['another ticket'],
        actual: told(second),
        exchanges: [first, second],
      });
    }
    const [before, after] = [first, second].map(({ answer }) => reader.read(answer, at));
    if (before === undefined || after === undefined)
      return session.unseen(`no answer shows ${at}`, clause);
    session.judge(before !== after, [clause], {
      expected: [`another ticket than ${before}`],
      actual: told(second),
      exchanges: [first, second],
    });
  });
  return { ...made, sequences: () => plan.forms.map((form) => repeated(plan, form, clause)) };
}

/** Both are accepted, whatever they create. */
function repeated(plan: Plan, form: Form, clause: string): SequenceRecipe {
  return {
    id: `sequences/repeat/${form.name}`,
    clauses: [clause],
    make(maker) {
      // Among all fields there may be a key.
      const draft = plan.idempotency ? draftOf(plan, form, maker) : fullDraft(plan, form, maker);
      return [
        plain(plan, 'a request without a key', draft),
        accepted(plan, 'the same request again', draft, [clause]),
      ];
    },
  };
}
