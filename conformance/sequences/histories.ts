import fc, { type AsyncCommand } from 'fast-check';
import type { Session } from '../suite/session.ts';

/** The target and the model part: the history ends, since nothing after it could be judged. */
export class Differs extends Error {}

/** How many histories are played, and how long they may be. */
export interface Histories<Model extends object, Real> {
  readonly commands: readonly fc.Arbitrary<AsyncCommand<Model, Real>>[];
  readonly runs: number;
  readonly most: number;
  begin(): { model: Model; real: Real };
}

/** Plays random histories against a model. All of them follow from the seed. */
export async function playHistories<Model extends object, Real>(
  { maker }: Session,
  { commands, runs, most, begin }: Histories<Model, Real>,
): Promise<void> {
  let thrown: unknown;
  const list = fc.commands([...commands], { maxCommands: most, size: 'max' });
  const property = fc.asyncProperty(list, async (history) => {
    if (thrown !== undefined) return;
    await fc.asyncModelRun(begin, history).catch((error) => {
      if (error instanceof Differs) throw error;
      thrown = error;
    });
  });
  // The finding is noted by the step itself; shrinking would only send more of the same.
  await fc.check(property, { seed: maker.below(2 ** 31), numRuns: runs, endOnFailure: true });
  if (thrown !== undefined) throw thrown;
}
