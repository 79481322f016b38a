/** One request and its answer, as the client saw them: whatever the provider did, it did between the two times. */
export interface Exchange<Input, Output> {
  readonly client: number;
  /** Which of the processes was asked. */
  readonly process: number;
  /** Milliseconds of one clock that never goes back. */
  readonly begin: number;
  readonly end: number;
  readonly input: Input;
  readonly output: Output;
}

/** What came of several clients that asked one provider at once. */
export type History<Input, Output> = readonly Exchange<Input, Output>[];

/** What a provider would be that does one thing at a time. States are compared by their JSON. */
export interface Model<State, Input, Output> {
  /** After the sandbox was made or reset. */
  readonly initial: State;
  /** The state after an answer; undefined when the provider may not give this answer in this state. */
  step(state: State, input: Input, output: Output): State | undefined;
}

/** A history as a person reads it: a line a request, in the order of their beginnings. */
export function printHistory(history: History<unknown, unknown>): string {
  const first = Math.min(...history.map(({ begin }) => begin));
  const since = (time: number) => (time - first).toFixed(2).padStart(7);
  return history
    .toSorted((a, b) => a.begin - b.begin)
    .map(
      ({ client, process, begin, end, input, output }) =>
        `${since(begin)} –${since(end)} ms  client ${client} → process ${process}  ` +
        `${JSON.stringify(input)} ⇒ ${JSON.stringify(output)}`,
    )
    .join('\n');
}
