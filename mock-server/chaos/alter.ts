import { jsonOf } from '../../specs/contract/json.ts';
import { rfc3339 } from '../clock.ts';
import type { Answered } from '../http/send.ts';
import { gatewayPage, withWait } from './instead.ts';
import type { Share, Trouble } from './trouble.ts';

/** An answer as it leaves, and the trouble that it met. */
interface Altered<A extends Answered> {
  readonly answer: A;
  readonly share: Share;
}

/**
 * What becomes of an answer on its way, when all that it is the answer to has been done. Trouble that finds
 * nothing to change is left out of the share: nobody met it, and nobody is told of it.
 */
export function altered<A extends Answered>(answer: A, share: Share, now: number): Altered<A> {
  let left = answer;
  const isMet = (trouble: Trouble): boolean => {
    const change = changeBy(trouble, left, now);
    left = { ...left, ...change };
    return change !== undefined;
  };
  // What comes in place of the answer comes first: the others are beside that.
  const main = share.main && isMet(share.main) ? share.main : undefined;
  const besides = share.besides.filter(isMet);
  return { answer: left, share: { ...share, main, besides } };
}

/** Undefined where the trouble finds nothing to change; nothing for trouble that is not about what is said. */
function changeBy(trouble: Trouble, answer: Answered, now: number): Partial<Answered> | undefined {
  switch (trouble.trouble) {
    case 'gateway':
      return trouble.after ? pageOf(trouble) : {};
    case 'invalid-json':
      return halved(answer);
    case 'clock-skew':
      return skewed(answer, now, now + trouble.seconds * 1000);
    case 'unknown-field':
      return withUnknownField(answer);
    default:
      return {};
  }
}

function pageOf({ status, retryAfter }: Extract<Trouble, { trouble: 'gateway' }>): Answered {
  const { headers, body } = withWait(gatewayPage(status), retryAfter);
  return { status, headers, body };
}

/** A refusal or a failure must not turn into a success. */
function halved({ status, body }: Answered): Partial<Answered> | undefined {
  if (status < 200 || status > 299) return undefined;
  return { status: 200, body: body.slice(0, Math.ceil(body.length / 2)) };
}

/** The time of the answer is told as another, wherever it is told. */
function skewed(answer: Answered, now: number, told: number): Partial<Answered> | undefined {
  const date = new Date(told).toUTCString();
  const body = answer.body.replaceAll(rfc3339(now), new Date(told).toISOString());
  // A header tells no parts of a second.
  if (body === answer.body && date === new Date(now).toUTCString()) return undefined;
  return { headers: { ...answer.headers, Date: date }, body };
}

const addedLater = { since: 'the document was written' };

/** JSON objects alone have fields: the outermost one, or those of an outermost array. */
function withUnknownField({ body }: Answered): Partial<Answered> | undefined {
  const value = jsonOf(body);
  if (isObject(value)) return { body: JSON.stringify({ addedLater, ...value }) };
  if (!Array.isArray(value) || !value.some(isObject)) return undefined;
  const items = value.map((item) => (isObject(item) ? { addedLater, ...item } : item));
  return { body: JSON.stringify(items) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
