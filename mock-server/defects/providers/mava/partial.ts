import { valueAt } from '../../../../specs/contract/pointer.ts';
import type { Creation } from '../../../engine/creation.ts';
import type { Write } from '../../../engine/facts.ts';
import { createMint } from '../../../engine/mint.ts';
import type { Decision } from '../../../engine/outcome.ts';
import { bodyOf } from '../../../engine/request.ts';
import { type Decided, decidingWith } from '../../answers.ts';
import { type Change, type Defect, defect } from '../../defect.ts';

/** A refused request leaves the customer that it would have created. */
const customerStays = (isMeant: (decision: Decision, body: unknown) => boolean): Change =>
  decidingWith(() => (decided) => {
    const { decision, facts, request } = decided;
    if (decision.outcome !== 'refused' || !facts.credential) return undefined;
    if (!isMeant(decision, bodyOf(request))) return undefined;
    return { writes: [...decision.writes, ...customerOf(decided)] };
  });

/** What the behaviours would store of a customer before the ticket is made. */
function customerOf({ operation, request, facts, now }: Decided): Write[] {
  const writes: Write[] = [];
  const creation: Creation = {
    context: { request, facts, now, mint: createMint(), writes: [], clauses: [], headers: {} },
    body: { ...(bodyOf(request) as object) },
    answer: {},
    entities: new Map(),
    writes,
    operation: operation.operation,
  };
  for (const prepare of operation.hooks.prepare) prepare(creation);
  return writes.filter((write) => write.write === 'entity' && write.kind === 'customer');
}

/** When the store fails, the customer was stored before. */
const customerStaysAfterFailure: Change = {
  of: 'steps',
  wrap: (inner) => ({
    ...inner,
    async settle(store, provider, wants, decide) {
      let decision: Decision | undefined;
      try {
        return await inner.settle(store, provider, wants, (facts) => {
          decision = decide(facts);
          return decision;
        });
      } catch (error) {
        const kept = decision?.writes.filter(
          (write) => write.write === 'entity' && write.kind === 'customer',
        );
        if (decision && kept) {
          const partial = { ...decision, writes: kept };
          await inner.settle(store, provider, wants, () => partial).catch(() => {});
        }
        throw error;
      }
    },
  }),
};

/** The ticket is stored and the customer is not. */
const customerLost = decidingWith(() => ({ decision }) => ({
  writes: decision.writes.filter((write) => write.write !== 'entity' || write.kind !== 'customer'),
}));

export const partialDefects: readonly Defect[] = [
  defect('mava/atomicity/transaction', 'the-customer-is-lost', customerLost),
  defect(
    'mava/atomicity/transaction',
    'the-customer-comes-first',
    customerStays(({ check }) => check === 'reference'),
  ),
  defect(
    'mava/atomicity/rollback',
    'the-customer-stays-when-a-reference-fails',
    customerStays(({ check }) => check === 'reference'),
  ),
  defect(
    'mava/atomicity/rollback',
    'a-customer-with-a-wallet-alone-stays',
    customerStays(
      ({ check }, body) =>
        check === 'reference' && valueAt(body, ['customer', 'email']) === undefined,
    ),
  ),
  defect(
    'mava/atomicity/rollback',
    'a-customer-with-both-identifiers-stays',
    customerStays(
      ({ check }, body) =>
        check === 'reference' &&
        valueAt(body, ['customer', 'email']) !== undefined &&
        valueAt(body, ['customer', 'walletAddress']) !== undefined,
    ),
  ),
  defect(
    'mava/atomicity/rollback',
    'the-customer-stays-when-a-tag-after-others-fails',
    customerStays(
      ({ check }, body) => check === 'reference' && valueAt(body, ['tags', '15']) !== undefined,
    ),
  ),
  defect(
    'mava/atomicity/rollback',
    'the-customer-stays-when-an-attachment-fails',
    customerStays(({ check }) => check === 'allow-list'),
  ),
  defect(
    'mava/atomicity/rollback',
    'the-customer-stays-when-the-store-fails',
    customerStaysAfterFailure,
  ),
];
