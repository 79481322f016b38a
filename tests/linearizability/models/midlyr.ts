import fc from 'fast-check';
import { otherThan } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

type Reference = 'a' | 'b' | 'c';
type Input =
  | { do: 'event'; as: string; reference: Reference; text: string }
  /** How many tickets the admin API has under each of the references. */
  | { do: 'count' };
type Output =
  | { is: 'event'; created: unknown; ticket: string; rest: string }
  | { is: 'count'; tickets: Partial<Record<Reference, number>> }
  | { is: 'other'; answer: string };
type State = Partial<Record<Reference, { ticket: string; rest: string }>>;

const references: Reference[] = ['a', 'b', 'c'];

/** One ticket for each externalRef of a team, whatever is sent under it; who comes later is told of the first. */
export const midlyrKeys: Scenario<State, Input, Output> = {
  provider: 'midlyr',
  histories: 40,
  carry: () => ({}),
  inputs: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('event' as const),
        as: fc.constantFrom('primary', 'second-key'),
        reference: fc.constantFrom(...references),
        text: fc.constantFrom('one', 'two'),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'count' as const }) },
  ),
  model: {
    initial: {},
    step(state, input, output) {
      if (input.do === 'count') {
        const isRight = (reference: Reference) =>
          output.is === 'count' &&
          (output.tickets[reference] ?? 0) === (state[reference] === undefined ? 0 : 1);
        return references.every(isRight) ? state : undefined;
      }
      if (output.is !== 'event') return undefined;
      const { created, ticket, rest } = output;
      const earlier = state[input.reference];
      if (earlier)
        return created === false && ticket === earlier.ticket && rest === earlier.rest
          ? state
          : undefined;
      const isNew = Object.values(state).every((other) => other.ticket !== ticket);
      return created === true && isNew
        ? { ...state, [input.reference]: { ticket, rest } }
        : undefined;
    },
  },
  async send(desk, input, run) {
    if (input.do === 'count') {
      const answer = await desk.admin('GET', '/tickets?provider=midlyr&limit=1000');
      if (answer.status !== 200) return otherThan(answer);
      const all = JSON.parse(answer.text) as { externalRef: string }[];
      const tickets = references.map((reference) => [
        reference,
        all.filter(({ externalRef }) => externalRef === `${run} ${reference}`).length,
      ]);
      return { is: 'count', tickets: Object.fromEntries(tickets) };
    }
    const answer = await desk.ask(input.as, {
      method: 'POST',
      path: '/api/v1/events',
      body: {
        scenario: 'generic',
        content: { type: 'text', text: input.text },
        externalRef: `${run} ${input.reference}`,
      },
    });
    if (answer.status !== 201) return otherThan(answer);
    const { created, ticketId, ...rest } = JSON.parse(answer.text);
    return { is: 'event', created, ticket: ticketId, rest: JSON.stringify(rest) };
  },
};
