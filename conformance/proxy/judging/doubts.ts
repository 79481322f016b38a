import { parsePointer, valueAt, valuesAt } from '../../../specs/contract/pointer.ts';
import type { Plan } from '../../cases/change.ts';
import { leavesOf } from '../../cases/draft.ts';
import { textClause } from '../../cases/variations/variation-at.ts';
import { carriesCode } from '../../reading/code.ts';
import type { Answer } from '../../wire/message.ts';

/** On what it rests how an answer looks: nothing, an assumed clause, or what no clause speaks of. */
export type Ground = { readonly premise?: string | undefined } | 'unknown';

/**
 * On what it rests that an accepted body comes back as it was sent: plain values are beyond doubt, and of
 * others (markup, odd white space, empty or repeated values) no page says how they are kept. Where the server
 * knows what is named by another spelling, it is unknown which of them counts.
 */
export function groundOfBody(plan: Plan, body: unknown, answer: Answer): Ground {
  if (isRespelled(plan, body, answer)) return 'unknown';
  if (isPlain(body)) return {};
  const premise = textClause(plan);
  return premise === undefined ? 'unknown' : { premise };
}

function isPlain(body: unknown): boolean {
  const leaves = leavesOf(body);
  return leaves.every(({ value }) => isPlainValue(value)) && !hasOddList(body);
}

function isPlainValue(value: unknown): boolean {
  if (typeof value === 'object') return value === undefined;
  if (typeof value !== 'string') return true;
  const isOdd = /\s{2}|[\t\r\n<>&"'`\\{}[\]%#$*^~|=]|[^\P{C}]/u.test(value);
  const isTidy = value.trim() === value && value.normalize('NFC') === value;
  return value !== '' && value.length <= 2000 && isTidy && !isOdd;
}

/** Nothing in it, or something twice. */
function hasOddList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const items = Object.values(value);
  const texts = new Set(items.map((item) => JSON.stringify(item)));
  const isRepeating = Array.isArray(value) && texts.size < items.length;
  return items.length === 0 || isRepeating || items.some(hasOddList);
}

/** Whether the answer has what the body names, but writes it otherwise. */
function isRespelled({ references }: Plan, body: unknown, { json }: Answer): boolean {
  const shown = leavesOf(json).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const spellings = new Set(shown);
  const words = new Set(shown.map(folded));
  return references
    .flatMap(({ at }) => valuesAt(body, parsePointer(at)))
    .some(
      ({ value }) => typeof value === 'string' && !spellings.has(value) && words.has(folded(value)),
    );
}

/** A name without what servers may take for nothing: case, white space around it, and the form of its letters. */
function folded(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/**
 * On what it rests that a request was refused: a refusal that the page names by its code is the page's matter,
 * and so is how it looks.
 */
export function groundOfRefusal(plan: Plan, answer: Answer): Ground {
  const named = [...plan.contract.catalogue.values()].filter(
    ({ status, code }) => status === answer.status && carriesCode(answer, code),
  );
  const isDocumented = named.some(
    ({ clause }) => plan.contract.clauses.get(clause)?.level === 'documented',
  );
  if (isDocumented) return {};
  return named[0] ? { premise: named[0].clause } : 'unknown';
}

/**
 * The key by which a request would be known again, if it has one: without case and white space, since the page
 * may not say what counts.
 */
export function keyOf(
  { idempotency }: Pick<Plan, 'idempotency'>,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  const key = idempotency?.key;
  if (!key) return undefined;
  const found =
    key.in === 'header' ? headers[key.name.toLowerCase()] : valueAt(body, parsePointer(key.at));
  return typeof found === 'string' ? folded(found) : undefined;
}
