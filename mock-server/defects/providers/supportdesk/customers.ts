import { lookupName } from '../../../engine/facts.ts';
import { tellingDefect } from '../../behaviours/reference.ts';
import { type Change, type Defect, defect, inContract } from '../../defect.ts';
import { bodyNode, change } from '../../draft.ts';
import { alsoFindingBy, alsoLookingUp, knowing } from '../../knowing.ts';
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
  defect(
    'supportdesk/customer-external-id/not-empty',
    'takes-empty-text',
    inContract((draft) =>
      change(bodyNode(draft, operation, ['properties', 'customerExternalId']), { minLength: 0 }),
    ),
    nobodyIsSomebody(),
  ),
  tellingDefect('supportdesk/customer/same-bytes', '/customerExternalId'),
  defect('supportdesk/customer/same-bytes', 'another-header', foreignHeader()),
  ...['email', 'id', 'name'].map((field) =>
    defect(
      'supportdesk/customer/unknown',
      `found-by-${field}`,
      alsoFindingBy('customer', 'externalId', field),
    ),
  ),
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

/** Without an external id the ticket is that of a customer of no name. */
function nobodyIsSomebody(): Change {
  return knowing(() => ({ credential, entities }) => {
    if (!credential) return undefined;
    const { tenant } = credential;
    const data = { externalId: '', email: 'nobody@acme.com' };
    const nobody = { tenant, kind: 'customer', id: 'clnobody1', data };
    return { entities: new Map(entities).set(lookupName('customer', 'externalId', ''), [nobody]) };
  });
}

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
