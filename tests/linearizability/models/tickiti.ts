import { hash } from 'node:crypto';
import fc from 'fast-check';
import { type Desk, otherThan } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

const keys = ['a', 'b'] as const;
const people = ['ada', 'bea'] as const;
const queues = ['Returns', 'Deliveries'] as const;

type Key = (typeof keys)[number];
type Person = (typeof people)[number];
type Input =
  | { do: 'ticket'; as: string; key: Key; of: Person; queue: string }
  /** By the endpoint that takes no key and tells the number. */
  | { do: 'numbered ticket'; as: string; of: Person }
  | { do: 'list customers' };
type Output =
  | { is: 'ticket'; text: string }
  | { is: 'conflict' }
  | { is: 'number'; number: unknown }
  | { is: 'customers'; of: string[] }
  | { is: 'other'; answer: string };
interface State {
  readonly next: number;
  /** What each key was used with, and what the answer was. */
  readonly keys: Partial<Record<Key, { payload: string; text: string }>>;
  /** Who has a record. */
  readonly customers: readonly Person[];
}

const as = fc.constantFrom('primary', 'second-key');
const of = fc.constantFrom(...people);

/** One ticket and one number for each key, another payload a conflict, one record for each person. */
export const tickitiKeys: Scenario<State, Input, Output> = {
  provider: 'tickiti',
  histories: 40,
  carry: ({ next }) => ({ next, keys: {}, customers: [] }),
  inputs: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('ticket' as const),
        as,
        key: fc.constantFrom(...keys),
        of,
        queue: fc.constantFrom(...queues),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('numbered ticket' as const), as, of }) },
    { weight: 1, arbitrary: fc.constant({ do: 'list customers' as const }) },
  ),
  model: {
    initial: { next: 1001, keys: {}, customers: [] },
    step(state, input, output) {
      if (input.do === 'list customers') {
        const isRight = output.is === 'customers' && `${output.of}` === `${state.customers}`;
        return isRight ? state : undefined;
      }
      const customers = [...new Set([...state.customers, input.of])].sort();
      const created = { ...state, next: state.next + 1, customers };
      if (input.do === 'numbered ticket')
        return output.is === 'number' && output.number === state.next ? created : undefined;

      const payload = `${input.of} ${input.queue}`;
      const earlier = state.keys[input.key];
      if (earlier && earlier.payload !== payload)
        return output.is === 'conflict' ? state : undefined;
      if (output.is !== 'ticket') return undefined;
      if (earlier) return earlier.text === output.text ? state : undefined;
      return { ...created, keys: { ...state.keys, [input.key]: { payload, text: output.text } } };
    },
  },
  async send(desk, input, run) {
    if (input.do === 'list customers') return listCustomers(desk, run);
    const email = `${input.of}@${run}.example`;
    const isKeyed = input.do === 'ticket';
    const answer = await desk.ask(input.as, {
      method: 'POST',
      path: isKeyed ? '/api/create_ticket' : '/api/tickets/create',
      headers: isKeyed ? { 'Idempotency-Key': uuidOf(`${run} ${input.key}`) } : {},
      body: {
        originator_email_address: email,
        data: {
          subject: 's',
          content: 'c',
          ...(isKeyed && { queue_name: input.queue }),
        },
      },
    });
    if (answer.status === 409) return { is: 'conflict' };
    if (answer.status !== 200) return otherThan(answer);
    if (isKeyed) return { is: 'ticket', text: answer.text };
    return { is: 'number', number: answer.at('data', 'ticket_number') };
  },
};

async function listCustomers(desk: Desk, run: string): Promise<Output> {
  const answer = await desk.admin('GET', '/customers?provider=tickiti&limit=1000');
  if (answer.status !== 200) return otherThan(answer);
  const all = (JSON.parse(answer.text) as { email: string }[]).map(({ email }) => email.split('@'));
  const ours = all.flatMap(([name = '', host]) => (host === `${run}.example` ? [name] : []));
  return { is: 'customers', of: ours.sort() };
}

function uuidOf(text: string): string {
  const digits = hash('sha256', text);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}
