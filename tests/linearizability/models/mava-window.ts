import fc from 'fast-check';
import { type Answer, type Desk, otherThan } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

const limit = 90;
const window = 30;

type Role = 'primary' | 'second-key';
type Input =
  | { do: 'ask'; as: Role }
  /** Stops the clock at a time after the start, in seconds; it may go back. */
  | { do: 'clock'; at: number };
type Output =
  | { is: 'passed'; left: number; seconds: number }
  | { is: 'refused'; left: number; seconds: number }
  | { is: 'clock' }
  | { is: 'other'; answer: string };
interface State {
  readonly now: number;
  readonly windows: Partial<Record<Role, { readonly since: number; readonly count: number }>>;
}

/** The windows of two keys, by a clock that is moved. */
export const mavaWindow: Scenario<State, Input, Output> = {
  provider: 'mava',
  histories: 20,
  carry: (state) => state,
  inputs: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('ask' as const),
        as: fc.constantFrom<Role>('primary', 'second-key'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('clock' as const),
        at: fc.constantFrom(10, 20, 40),
      }),
    },
  ),
  model: {
    initial: { now: 0, windows: {} },
    step(state, input, output) {
      if (input.do === 'clock')
        return output.is === 'clock' ? { ...state, now: input.at } : undefined;
      if (output.is !== 'passed' && output.is !== 'refused') return undefined;
      const { now, windows } = state;
      const last = windows[input.as];
      const isOpen = last && now >= last.since && now < last.since + window;
      const { since, count } = isOpen ? last : { since: now, count: 0 };
      const isRight =
        output.is === (count < limit ? 'passed' : 'refused') &&
        output.left === Math.max(limit - count - 1, 0) &&
        output.seconds === since + window - now;
      if (!isRight) return undefined;
      if (output.is === 'refused') return state;
      return { now, windows: { ...windows, [input.as]: { since, count: count + 1 } } };
    },
  },
  async prepare(desk) {
    await stopClock(desk, 0);
  },
  async send(desk, input) {
    if (input.do === 'clock') {
      const answer = await stopClock(desk, input.at);
      return answer.status === 200 ? { is: 'clock' } : otherThan(answer);
    }
    const answer = await desk.ask(input.as, { method: 'GET', path: '/api/agents' });
    const [, left, seconds] = /r=(\d+);t=(\d+)/.exec(String(answer.headers.ratelimit)) ?? [];
    if (left === undefined || (answer.status !== 200 && answer.status !== 429))
      return otherThan(answer);
    return {
      is: answer.status === 200 ? 'passed' : 'refused',
      left: Number(left),
      seconds: Number(seconds),
    };
  },
};

function stopClock(desk: Desk, seconds: number): Promise<Answer> {
  const freeze = new Date(Date.UTC(2031, 0, 1) + seconds * 1000).toISOString();
  return desk.admin('POST', '/clock', { freeze });
}
