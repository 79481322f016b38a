import { hash } from 'node:crypto';
import fc from 'fast-check';
import { otherThan } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

type Input = { do: 'ticket'; as: string; email?: string | undefined; wallet?: string | undefined };
type Output = { is: 'customer'; id: unknown } | { is: 'other'; answer: string };
/** Whose an email or a wallet is. */
type State = Readonly<Record<string, string>>;

/** Requests with both are about one field as well: the email is looked up, and the wallet is only kept. */
const inputs = fc.record({
  do: fc.constant('ticket' as const),
  as: fc.constantFrom('primary', 'second-key'),
  who: fc.constantFrom(
    { email: 'ada' },
    { email: 'bea' },
    { wallet: 'x' },
    { email: 'ada', wallet: 'x' },
    { email: 'bea', wallet: 'x' },
  ),
});

/** One customer for each email, and for each wallet of those who gave no email. */
export const mavaCustomers: Scenario<State, Input, Output> = {
  provider: 'mava',
  // A key has 90 requests in its window.
  histories: 7,
  carry: () => ({}),
  inputs: inputs.map(({ who, ...input }) => ({ ...input, ...who })),
  model: {
    initial: {},
    step(state, { email, wallet }, output) {
      if (output.is !== 'customer') return undefined;
      const id = String(output.id);
      const found = state[`${email ?? wallet}`];
      if (found !== undefined) return found === id ? state : undefined;
      if (Object.values(state).includes(id)) return undefined;
      return {
        ...(email !== undefined && { [email]: id }),
        ...(wallet !== undefined && { [wallet]: id }),
        // Of several with one value the first is found.
        ...state,
      };
    },
  },
  async send(desk, { as, email, wallet }, run) {
    const answer = await desk.ask(as, {
      method: 'POST',
      path: '/api/ticket',
      body: {
        customer: {
          name: 'n',
          ...(email && { email: `${email}@${run}.example` }),
          ...(wallet && { walletAddress: `0x${hash('sha256', `${wallet} ${run}`).slice(0, 40)}` }),
        },
      },
    });
    if (answer.status >= 300) return otherThan(answer);
    return { is: 'customer', id: answer.at('customer', '_id') };
  },
};
