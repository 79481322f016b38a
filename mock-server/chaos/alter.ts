import { rfc3339 } from '../clock.ts';
import type { Answered } from '../http/send.ts';
import { gatewayPage, withWait } from './instead.ts';
import type { Share, Trouble } from './trouble.ts';

/** What becomes of an answer on its way, when all that it is the answer to has been done. */
export function altered<A extends Answered>(answer: A, { main, besides }: Share, now: number): A {
  let left = answer;
  for (const trouble of besides) left = { ...left, ...beside(trouble, left, now) };
  return { ...left, ...replaced(main, left) };
}

function beside(trouble: Trouble, answer: Answered, now: number): Partial<Answered> {
  if (trouble.trouble === 'clock-skew') return skewed(answer, now, now + trouble.seconds * 1000);
  if (trouble.trouble === 'unknown-field') return { body: withUnknownField(answer.body) };
  return {};
}

function replaced(trouble: Trouble | undefined, { body }: Answered): Partial<Answered> {
  if (trouble?.trouble === 'gateway' && trouble.after) {
    const page = withWait(gatewayPage(trouble.status), trouble.retryAfter);
    return { status: page.status, headers: page.headers, body: page.body };
  }
  if (trouble?.trouble !== 'invalid-json') return {};
  return { status: 200, body: body.slice(0, Math.ceil(body.length / 2)) };
}

/** The time of the answer is told as another, wherever it is told. */
function skewed({ headers, body }: Answered, now: number, told: number): Partial<Answered> {
  return {
    headers: { ...headers, Date: new Date(told).toUTCString() },
    body: body.replaceAll(rfc3339(now), new Date(told).toISOString()),
  };
}

/** JSON objects alone have fields. */
function withUnknownField(body: string): string {
  if (!body.startsWith('{')) return body;
  const rest = body.slice(1).trimStart();
  return `{"addedLater":{"since":"the document was written"}${rest.startsWith('}') ? '' : ','}${rest}`;
}
