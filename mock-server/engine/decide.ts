import type { CompiledOperation } from './compile.ts';
import type { Context } from './context.ts';
import type { Creation } from './creation.ts';
import { type Facts, noWants, type Wants } from './facts.ts';
import type { Mint } from './mint.ts';
import type { Decision, Refusal, Replay } from './outcome.ts';
import { bodyOf, type Request } from './request.ts';

/** Which facts the decision over this request needs. */
export function wantsOf({ hooks }: CompiledOperation, request: Request): Wants {
  const wants = noWants();
  for (const ask of hooks.ask) ask(request, wants);
  return wants;
}

/**
 * Decides over one request: a function of the contract, the facts, the request, the time and the source
 * of new ids, which reads and writes nothing.
 */
export function decide(
  operation: CompiledOperation,
  request: Request,
  facts: Facts,
  now: number,
  mint: Mint,
): Decision {
  const context: Context = { request, facts, now, mint, writes: [], clauses: [], headers: {} };

  for (const { kind, check } of operation.checks) {
    const stop = check(context);
    if (stop?.stop === 'refused') return refused(operation, context, stop, kind);
    if (stop?.stop === 'replayed') return replayed(context, stop, kind);
  }
  return create(operation, context);
}

function create(operation: CompiledOperation, context: Context): Decision {
  if (!operation.create) return undeclared(operation, context);
  const creation: Creation = {
    context,
    // A copy: the request stays as it came.
    body: { ...(bodyOf(context.request) as object) },
    answer: {},
    entities: new Map(),
    writes: [],
    operation: operation.operation,
  };
  for (const prepare of operation.hooks.prepare) prepare(creation);
  const refusal = operation.create(creation);
  if (refusal) return refused(operation, context, refusal, 'rule');
  for (const complete of operation.hooks.complete) complete(creation);

  const answer = {
    status: operation.operation.successStatus,
    body: JSON.stringify(creation.answer),
  };
  for (const remember of operation.hooks.remember) remember(creation, answer);
  return {
    outcome: 'accepted',
    ...answer,
    headers: context.headers,
    writes: [...context.writes, ...creation.writes],
    clauses: context.clauses,
  };
}

function refused(
  operation: CompiledOperation,
  context: Context,
  stop: Refusal,
  check: string,
): Decision {
  const [answer] = stop.rejection.answers;
  return {
    outcome: 'refused',
    status: answer.status,
    headers: { ...context.headers, ...answer.headers },
    body: operation.envelope(answer, stop.detail ?? answer.message, context.now),
    writes: context.writes,
    clauses: [...context.clauses, ...clausesOfRefusal(stop)],
    check,
    clause: stop.clause,
    reason: stop.reason ?? stop.detail,
  };
}

/** That it is refused, with which status, and with which code. */
function clausesOfRefusal({ clause, rejection }: Refusal): string[] {
  const [answer] = rejection.answers;
  const status = rejection.status === undefined ? [] : [rejection.status];
  return [clause, rejection.clause, ...status, answer.clause];
}

function replayed(context: Context, { key, clause }: Replay, check: string): Decision {
  const { status, body } = key;
  return {
    outcome: 'replayed',
    status,
    body,
    headers: context.headers,
    writes: context.writes,
    clauses: [...context.clauses, clause],
    check,
    clause,
  };
}

/** The contract has the operation and nobody wrote what it does: better no answer than a made-up one. */
function undeclared({ operation }: CompiledOperation, context: Context): Decision {
  const reason = `doublecheck has no code for ${operation.id}: it does not make answers up`;
  const body = JSON.stringify({ doublecheck: reason });
  return {
    outcome: 'refused',
    status: 501,
    headers: context.headers,
    body,
    writes: [],
    clauses: [],
    reason,
  };
}
