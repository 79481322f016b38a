import type { FindOrCreate } from '../../../../specs/behaviours/find-or-create.ts';
import type { Presence } from '../../../../specs/behaviours/presence.ts';
import { valueAt } from '../../../../specs/contract/pointer.ts';
import { type Entity, lookupName } from '../../../engine/facts.ts';
import { refuse } from '../../../engine/outcome.ts';
import { bodyOf } from '../../../engine/request.ts';
import { overwriting } from '../../behaviours/find-or-create.ts';
import { type Change, type Defect, defect, inContract } from '../../defect.ts';
import { behavioursIn, bodyNode, change } from '../../draft.ts';
import { seeingForeign } from '../../knowing.ts';
import { showingPrevious } from '../../previous.ts';
import { racing } from '../../race.ts';
import { checking } from '../../seeing.ts';
import { alsoRefuse } from '../../validated.ts';

const operation = 'createTicket';

const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first mode that is there counts, or none is needed. */
const modes = (...open: readonly ('none' | 'several')[]): Change =>
  inContract((draft) => {
    change(bodyNode(draft, operation), { oneOf: undefined });
    for (const declared of behavioursIn<Presence>(draft.contract, 'presence'))
      if (declared.rule === 'exactly-one-of')
        change(declared, Object.fromEntries(open.map((sort) => [sort, undefined])));
  });

/** A customer that is no object lacks an identifier. */
const textLacksIdentifier = checking<Presence>(
  'presence',
  (inner, context, { none }) => {
    const customer = valueAt(bodyOf(context.request), ['customer']);
    const isLacking = customer !== undefined && !isObject(customer);
    return none && isLacking ? refuse(none) : inner(context);
  },
  ({ rule }) => rule === 'at-least-one-of',
);

/** One of the two modes is not taken. */
const withoutMode = (mode: 'customerId' | 'customer'): Change =>
  alsoRefuse(operation, (body) => valueAt(body, [mode]) !== undefined);

const withoutName = inContract((draft) => {
  for (const declared of behavioursIn<FindOrCreate>(draft.contract, 'find-or-create'))
    change(declared.fields, { name: undefined });
});

const emptyNameRefused = alsoRefuse(operation, (body) => {
  const customer = valueAt(body, ['customer']);
  return (
    isObject(customer) &&
    valueAt(customer, ['email']) !== undefined &&
    valueAt(customer, ['walletAddress']) !== undefined &&
    valueAt(customer, ['name']) === undefined
  );
});

/** Of the customers that were made with a wallet, the last is found by it. */
const theLastIsUsed: Change = {
  of: 'steps',
  wrap(inner) {
    const last = new Map<string, Entity>();
    return {
      ...inner,
      decide(of, request, facts, now, mint) {
        const entities = new Map(
          [...facts.entities].map(([name, found]) => {
            const later = last.get(`${facts.sandbox} ${name}`);
            return [name, later && later.tenant === facts.credential?.tenant ? [later] : found];
          }),
        );
        const decision = inner.decide(of, request, { ...facts, entities }, now, mint);
        for (const write of decision.writes) {
          if (write.write !== 'entity' || write.kind !== 'customer') continue;
          const { kind, id, data, aliases } = write;
          const name = lookupName(kind, 'walletAddress', aliases?.walletAddress ?? '');
          last.set(`${facts.sandbox} ${name}`, {
            tenant: facts.credential?.tenant ?? '',
            kind,
            id,
            data,
          });
        }
        return decision;
      },
    };
  },
};

export const customerDefects: readonly Defect[] = [
  defect('mava/customer-mode/exactly-one', 'not-looked-at', modes('none', 'several')),
  defect('mava/customer-mode/exactly-one', 'both-accepted', modes('several')),
  defect('mava/customer-mode/objects-only', 'text-lacks-an-identifier', textLacksIdentifier),
  defect('mava/customer-id/conditional', 'refused', withoutMode('customerId')),
  defect('mava/customer/conditional', 'refused', withoutMode('customer')),
  defect(
    'mava/customer-id/existing',
    'the-customer-of-the-ticket-before',
    showingPrevious(operation, ['customer'], (answer, before) =>
      Object.assign(answer, { customer: before }),
    ),
  ),
  defect('mava/customer/name-on-creation', 'not-kept', withoutName),
  defect('mava/customer/name-on-creation', 'overwrites-another', overwriting('name', true)),
  defect('mava/customer/name-optional', 'needed-beside-two-identifiers', emptyNameRefused),
  defect(
    'mava/customer-resolution/within-organization',
    'others-found-by-email',
    seeingForeign('customer', 'email'),
  ),
  defect(
    'mava/customer-resolution/within-organization',
    'others-found-by-wallet',
    seeingForeign('customer', 'walletAddress'),
  ),
  defect(
    'mava/customer-resolution/identifier-not-added',
    'wallet-added',
    overwriting('walletAddress', true),
  ),
  defect(
    'mava/customer-resolution/identifier-not-added',
    'wallet-shown-as-sent',
    overwriting('walletAddress', false),
  ),
  defect('mava/customer-resolution/several-matches', 'the-last-is-used', theLastIsUsed),
  defect(
    'mava/customer-resolution/concurrent',
    'read-before-write',
    racing((now, before) => ({ ...now, entities: before.entities })),
  ),
];
