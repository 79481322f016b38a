import type { PoolClient } from 'pg';
import type { Facts, Wants } from '../../engine/facts.ts';
import type { Decision } from '../../engine/outcome.ts';
import { failAt, StoreFailure } from '../../faults.ts';
import { askedBy } from './asked.ts';
import { readFacts } from './facts.ts';
import { CallerChanged } from './failure.ts';
import { Known } from './known.ts';
import { holdFacts } from './locks.ts';
import { together } from './together.ts';
import { saveState, Writes } from './writes.ts';

/** Whose requests a batch is made of: they have one provider and one token. */
export interface Caller {
  readonly provider: string;
  readonly token: string | undefined;
}

/** A request that waits for its decision, or for the error that it met. */
export interface Job {
  readonly wants: Wants;
  readonly decide: (facts: Facts) => Decision;
  resolve(decision: Decision): void;
  reject(error: unknown): void;
}

/**
 * Decides a batch of requests in one transaction of two round trips: hold and read, write and commit. All of
 * them are told when it is over; when there is nothing to write, at once.
 *
 * @throws what the database says.
 */
export async function runBatch(
  client: PoolClient,
  caller: Caller,
  jobs: readonly Job[],
): Promise<void> {
  const known = await begin(client, caller, jobs, false);
  if (known.state.faults.store?.times === undefined) return finish(client, caller, jobs, known);
  // A fault that ends after some requests counts them: they have to be the only ones in their sandbox.
  await client.query('ROLLBACK');
  return finish(client, caller, jobs, await begin(client, caller, jobs, true));
}

async function finish(
  client: PoolClient,
  caller: Caller,
  jobs: readonly Job[],
  known: Known,
): Promise<void> {
  const writes = new Writes();
  const tell = jobs.map((job) => decideOne(job, known, writes));
  if (writes.isEmpty && !known.isFaultSpent) {
    for (const one of tell) one();
    await client.query('COMMIT');
    return;
  }
  await commit(client, caller, known, writes);
  for (const one of tell) one();
}

async function begin(
  client: PoolClient,
  { provider, token }: Caller,
  jobs: readonly Job[],
  alone: boolean,
): Promise<Known> {
  const asked = askedBy(jobs.map(({ wants }) => wants));
  const [, held, found] = await together(
    client.query('BEGIN'),
    holdFacts(client, provider, token, asked, alone),
    readFacts(client, provider, token, asked),
  );
  const known = new Known(found);
  if (held.sandbox === known.sandbox && held.credential === found.caller?.credential.id)
    return known;
  throw new CallerChanged('the token has become, or is no longer, somebody’s');
}

/** @returns how to tell the request what became of it. */
function decideOne(job: Job, known: Known, writes: Writes): () => void {
  try {
    const facts = known.factsFor(job.wants);
    const decision = job.decide(facts);
    if (facts.credential) {
      failOnDemand(facts, decision);
      known.learn(decision.writes, facts.credential.tenant);
      writes.add(decision.writes);
    }
    return () => job.resolve(decision);
  } catch (error) {
    if (error instanceof StoreFailure && error.simulated) known.spendFault();
    return () => job.reject(error);
  }
}

function failOnDemand({ state }: Facts, { writes }: Decision): void {
  for (const index of writes.keys()) failAt(state.faults, { write: index + 1 });
  failAt(state.faults, 'commit');
}

async function commit(
  client: PoolClient,
  { provider }: Caller,
  known: Known,
  writes: Writes,
): Promise<void> {
  const { caller } = known.found;
  const [, , { command }] = await together(
    caller && !writes.isEmpty && writes.perform(client, provider, caller),
    known.isFaultSpent && saveState(client, known.sandbox, known.state),
    client.query('COMMIT'),
  );
  if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`);
}
