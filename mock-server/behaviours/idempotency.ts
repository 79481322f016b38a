import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { parsePointer, setAt, valueAt } from '../../specs/contract/pointer.ts';
import { fingerprint } from '../engine/canonical.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import type { StoredKey } from '../engine/facts.ts';
import { refuse } from '../engine/outcome.ts';
import { bodyOf, type Request } from '../engine/request.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Lets a key's first accepted request create, and answers every later one with what the first was answered. */
export const enforce: Enforcer<Idempotency> = (declared) => {
  const { key, scope, missing, malformed, conflict, replay, expiry } = declared;
  const keyOf = keyReader(key);
  const keyName = key.in === 'header' ? `The header ${key.name}` : key.at;
  const needsUuid = key.in === 'header' && key.format === 'uuid';
  const isExpired = (stored: StoredKey, now: number) =>
    expiry.after !== undefined && now >= stored.at + expiry.after * 1000;
  /** Where no payload is a conflict, all count as one. */
  const payloadOf = (request: Request) =>
    'answers' in conflict ? fingerprint(bodyOf(request)) : '';

  return {
    ask(request, wants) {
      const value = keyOf(request);
      if (value !== undefined) wants.key = { scope: scope.of, value };
    },
    check({ request, facts, now }) {
      const value = keyOf(request);
      if (value === undefined) {
        return missing && refuse(missing, { detail: `${keyName} is needed.` });
      }
      if (malformed && needsUuid && !uuid.test(value)) {
        return refuse(malformed, { detail: `${keyName} must be a UUID.` });
      }

      const stored = facts.key;
      if (!stored || isExpired(stored, now)) return undefined;
      if ('answers' in conflict && stored.fingerprint !== payloadOf(request)) {
        return refuse(conflict, {
          reason: `key ${JSON.stringify(value)} was used with another payload`,
        });
      }
      return { stop: 'replayed', clause: replay.clause, key: stored };
    },
    remember({ context: { request, now }, writes }, { status, body }) {
      const value = keyOf(request);
      if (value === undefined) return;
      const stored = {
        fingerprint: payloadOf(request),
        status,
        body: replayBody(body, replay.changes),
        at: now,
      };
      writes.push({ write: 'key', scope: scope.of, value, key: stored });
    },
  };
};

function keyReader(key: Idempotency['key']): (request: Request) => string | undefined {
  if (key.in === 'header') {
    const name = key.name.toLowerCase();
    return ({ headers }) => (typeof headers[name] === 'string' ? headers[name] : undefined);
  }
  const path = parsePointer(key.at);
  return (request) => {
    const value = valueAt(bodyOf(request), path);
    return typeof value === 'string' ? value : undefined;
  };
}

/** What a replay answers: the first answer, but for the fields that tell a replay. */
function replayBody(body: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const entries = Object.entries(changes);
  if (entries.length === 0) return body;
  const answer = JSON.parse(body);
  for (const [pointer, value] of entries) setAt(answer, parsePointer(pointer), value);
  return JSON.stringify(answer);
}
