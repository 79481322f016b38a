import type { Plan } from '../../cases/change.ts';
import { fullDraft } from '../../cases/contexts.ts';
import { draftOf } from '../../cases/draft-of.ts';
import type { SequenceRecipe } from '../../cases/recipe.ts';
import { accepted, plain } from './step.ts';

/** By provider and operation, the clause that says that the same request again, without a key, is another one. */
const clauses: Readonly<Record<string, string>> = {
  'midlyr/createEvent': 'midlyr/idempotency/without-key',
  'mava/createTicket': 'mava/endpoint/repeats',
  'loop/createSupportTicket': 'loop/idempotency/none',
  'tickiti/createTicketUnified': 'tickiti/unified/creates-ticket',
  'supportdesk/createTicket': 'supportdesk/idempotency/none',
};

/** The same request again where no key says that it is a retry: both are accepted. */
export function repeatSequences(plan: Plan): SequenceRecipe[] {
  const { contract, operation, idempotency, forms } = plan;
  const clause = clauses[`${contract.provider}/${operation.id}`];
  if (clause === undefined || !contract.clauses.has(clause)) return [];
  return forms.map((form) => ({
    id: `sequences/repeat/${form.name}`,
    clauses: [clause],
    make(maker) {
      // Among all fields there may be a key.
      const draft = idempotency ? draftOf(plan, form, maker) : fullDraft(plan, form, maker);
      return [
        plain(plan, 'a request without a key', draft),
        accepted(plan, 'the same request again', draft, [clause]),
      ];
    },
  }));
}
