import fc from 'fast-check';
import { otherThan } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

type Input =
  | { do: 'ticket'; as: string }
  /** Stops the clock in a month. */
  | { do: 'clock'; month: string };
type Output =
  | { is: 'ticket'; number: unknown; agent: unknown; month: string }
  | { is: 'quota' }
  | { is: 'clock' }
  | { is: 'other'; answer: string };
interface State {
  /** Undefined while the clock runs. */
  readonly month?: string;
  readonly next: number;
  /** The agents, who has the next turn first. */
  readonly turns: readonly string[];
  /** The tickets of the month in which the last one was made. */
  readonly used: { readonly month: string; readonly tickets: number };
}

interface App {
  readonly roles: readonly string[];
  readonly customer: string;
  readonly quota: number;
  readonly agents: readonly string[];
}

/** Numbers without a gap, agents in turns, and as many tickets a calendar month as the plan has. */
function supportdesk({ roles, customer, quota, agents }: App): Scenario<State, Input, Output> {
  return {
    provider: 'supportdesk',
    histories: 50,
    carry: (state) => state,
    inputs: fc.oneof(
      {
        weight: 7,
        arbitrary: fc.record({
          do: fc.constant('ticket' as const),
          as: fc.constantFrom(...roles),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('clock' as const),
          month: fc.constantFrom('2031-01', '2031-02', '2031-03'),
        }),
      },
    ),
    model: {
      initial: { next: 1042, turns: agents, used: { month: '', tickets: 0 } },
      step(state, input, output) {
        if (input.do === 'clock')
          return output.is === 'clock' ? { ...state, month: input.month } : undefined;

        // While the clock runs, the answer tells the month.
        const month = state.month ?? (output.is === 'ticket' ? output.month : state.used.month);
        const used = state.used.month === month ? state.used.tickets : 0;
        if (used >= quota) return output.is === 'quota' ? state : undefined;
        const [agent, ...others] = state.turns;
        const isRight =
          output.is === 'ticket' &&
          output.number === `INV-${state.next}` &&
          output.agent === agent &&
          output.month === month;
        if (!isRight || agent === undefined) return undefined;
        return {
          ...state,
          next: state.next + 1,
          turns: [...others, agent],
          used: { month, tickets: used + 1 },
        };
      },
    },
    // No month ends while this is played.
    async prepare(desk) {
      await desk.admin('POST', '/clock', { freeze: '2031-01-15T12:00:00Z' });
    },
    async send(desk, input) {
      if (input.do === 'clock') {
        const freeze = `${input.month}-15T12:00:00Z`;
        const answer = await desk.admin('POST', '/clock', { freeze });
        return answer.status === 200 ? { is: 'clock' } : otherThan(answer);
      }
      const answer = await desk.ask(input.as, {
        method: 'POST',
        path: '/api/v1/tickets/api-create',
        body: { customerExternalId: customer, subject: 's', description: 'd' },
      });
      if (answer.status === 403) return { is: 'quota' };
      if (answer.status !== 201) return otherThan(answer);
      return {
        is: 'ticket',
        number: answer.at('data', 'ticketNumber'),
        agent: answer.at('data', 'assignedAgent', 'id'),
        month: String(answer.at('data', 'createdAt')).slice(0, 7),
      };
    },
  };
}

export const supportdeskTurns = supportdesk({
  roles: ['primary', 'second-key'],
  customer: 'user_42',
  quota: 10_000,
  agents: ['claaaaa1', 'claaaaa2', 'claaaaa3'],
});

export const supportdeskQuota = supportdesk({
  roles: ['small-quota', 'small-quota-second-key'],
  customer: 'elm_1',
  quota: 3,
  agents: ['clelm0011'],
});
