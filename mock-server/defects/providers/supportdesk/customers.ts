import { tellingDefect } from '../../behaviours/reference.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { alsoLookingUp } from '../../knowing.ts';
import { showingPrevious } from '../../previous.ts';
import { type Data, operation } from './showing.ts';

export const customerDefects: readonly Defect[] = [
  defect(
    'supportdesk/customer/on-behalf',
    'the-customer-of-the-ticket-before',
    showingPrevious(operation, ['data', 'customer'], (answer, before) => {
      const { data } = answer as { data: Data };
      const { externalId } = data.customer as { externalId: string };
      data.customer = { ...before, externalId };
    }),
  ),
  tellingDefect('supportdesk/customer/same-bytes', '/customerExternalId'),
  defect('supportdesk/customer/same-bytes', 'another-header', foreignHeader()),
  defect(
    'supportdesk/customer/exact-match',
    'ignores-case',
    folding((value) => value.toLowerCase()),
  ),
  defect(
    'supportdesk/customer/exact-match',
    'trims',
    folding((value) => value.trim()),
  ),
  defect(
    'supportdesk/customer/exact-match',
    'normalises-unicode',
    folding((value) => value.normalize('NFC')),
  ),
];

function folding(fold: (value: string) => string): Change {
  return alsoLookingUp('customer', 'externalId', fold);
}

/** The refusal of another app's customer has a header of its own. */
function foreignHeader(): Change {
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      decide(...of) {
        const decision = inner.decide(...of);
        if (decision.clause !== 'supportdesk/customer/foreign') return decision;
        return { ...decision, headers: { ...decision.headers, 'X-Denied': 'other-app' } };
      },
    }),
  };
}
