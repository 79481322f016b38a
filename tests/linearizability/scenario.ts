import fc, { type Arbitrary } from 'fast-check';
import type { Provider } from '../../specs/contract/providers.ts';
import { type Desk, otherThan } from './desk.ts';
import type { Model } from './history.ts';

/** Something that clients do to one provider, and what has to come of it. */
export interface Scenario<State, Input, Output> {
  readonly provider: Provider;
  readonly model: Model<State, Input, Output>;
  /** What a client may send. */
  readonly inputs: Arbitrary<Input>;
  /** What a new sandbox needs before the first history. */
  prepare?(desk: Desk): Promise<void>;
  /** Sends it, in a history whose names for things begin with `run`, which no other history uses. */
  send(desk: Desk, input: Input, run: string): Promise<Output>;
  /** What the next history has to know of the state that one left, when it uses other names. */
  carry(state: State): State;
  /** How many histories one sandbox has. */
  readonly histories: number;
}

export interface Step<Input> {
  readonly process: number;
  /** Milliseconds that the client waits before. */
  readonly pause: number;
  readonly input: Input;
}

/** What each of several clients sends, one thing after the other. */
export type Plan<Input> = readonly (readonly Step<Input>[])[];

/** Three to six clients with one to three requests each. */
export function plans<Input>(inputs: Arbitrary<Input>, processes: number): Arbitrary<Plan<Input>> {
  const step = fc.record({
    process: fc.nat({ max: processes - 1 }),
    pause: fc.constantFrom(0, 0, 0, 0, 1, 3),
    input: inputs,
  });
  const client = fc.array(step, { minLength: 1, maxLength: 3, size: 'max' });
  return fc
    .array(client, { minLength: 3, maxLength: 6, size: 'max' })
    .filter((clients) => clients.flat().length >= 6 && clients.flat().length <= 12);
}

/** That somebody puts the sandbox back, now and then, in the middle of a scenario. */
export type WithReset<Input> = Input | { readonly do: 'reset' };

export function withResets<State, Input extends { readonly do: string }, Output>(
  scenario: Scenario<State, Input, Output>,
): Scenario<State, WithReset<Input>, Output | ReturnType<typeof otherThan> | 'reset'> {
  const { model, inputs, send } = scenario;
  const isReset = (input: WithReset<Input>): input is { readonly do: 'reset' } =>
    input.do === 'reset';
  return {
    ...scenario,
    inputs: fc.oneof(
      { weight: 6, arbitrary: inputs },
      { weight: 1, arbitrary: fc.constant({ do: 'reset' as const }) },
    ),
    model: {
      initial: model.initial,
      step(state, input, output) {
        if (isReset(input)) return output === 'reset' ? model.initial : undefined;
        if (output === 'reset') return undefined;
        return model.step(state, input, output as Output);
      },
    },
    async send(desk, input, run) {
      if (!isReset(input)) return send(desk, input, run);
      const answer = await desk.admin('POST', '/reset');
      return answer.status === 200 ? 'reset' : otherThan(answer);
    },
  };
}
