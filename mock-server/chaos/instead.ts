import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Answer } from '../../specs/contract/types.ts';
import type { CompiledOperation } from '../engine/compile.ts';
import type { Decision } from '../engine/outcome.ts';
import type { Trouble } from './trouble.ts';

/** The decision that a trouble puts in place of the request's own, so that nothing of it is done; undefined for another. */
export function insteadOf(
  trouble: Trouble | undefined,
  operation: CompiledOperation,
  now: number,
): Decision | undefined {
  switch (trouble?.trouble) {
    case 'server-error': {
      const { clause, answers } = operation.failure;
      return told('failed', answers[0], clause, operation, now);
    }
    case 'rate-limit':
      return withWait(tooMany(operation, now), trouble.retryAfter);
    case 'gateway':
      if (trouble.after) return undefined;
      return withWait(gatewayPage(trouble.status), trouble.retryAfter);
    case 'closed-connection':
      return { ...nothing, outcome: 'failed', status: 0, body: '' };
    default:
      return undefined;
  }
}

const nothing = { headers: {}, writes: [], clauses: [] };

/** As the provider does, where its document says so, and else as something in front of it would. */
function tooMany(operation: CompiledOperation, now: number): Decision {
  const [limit] = behavioursOf<RateLimit>(operation.operation, 'rate-limit');
  if (!limit) return gatewayPage(429);
  const { clause, answers } = limit.exceeded;
  return { ...told('refused', answers[0], clause, operation, now), check: limit.kind };
}

function told(
  outcome: Decision['outcome'],
  answer: Answer,
  clause: string,
  operation: CompiledOperation,
  now: number,
): Decision {
  const body = operation.envelope(answer, answer.message, now);
  const headers = { ...answer.headers };
  return { ...nothing, outcome, status: answer.status, headers, body, clause };
}

const reasons: Readonly<Record<number, string>> = {
  429: 'Too Many Requests',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** What a proxy or a load balancer says by itself. */
export function gatewayPage(status: number): Decision {
  const title = `${status} ${reasons[status]}`;
  const body = `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  return { ...nothing, outcome: 'failed', status, headers, body };
}

/** Tells when to come back, if that is known. */
export function withWait(decision: Decision, seconds: number | undefined): Decision {
  if (seconds === undefined) return decision;
  return { ...decision, headers: { ...decision.headers, 'Retry-After': String(seconds) } };
}
