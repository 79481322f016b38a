import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import { bodyOf, type Request } from '../../engine/request.ts';
import { type Defect, defect } from '../defect.ts';
import { seeing } from '../seeing.ts';
import { seenAs } from '../validated.ts';

/** What two payloads are compared by. */
const views: Readonly<Record<string, (body: unknown) => unknown>> = {
  'top-level-only': (body) =>
    mapMembers(body, (member) => (isObject(member) ? 'an object' : member)),
  'passes-over-lists': (body) => mapDeep(body, (value) => (Array.isArray(value) ? [] : value)),
  'passes-over-objects-in-lists': (body) =>
    mapDeep(body, (value) =>
      Array.isArray(value) ? value.map((item) => (isObject(item) ? {} : item)) : value,
    ),
  'order-of-keys-matters': (body) => JSON.stringify(body),
  'order-of-lists-does-not-matter': (body) =>
    mapDeep(body, (value) => (Array.isArray(value) ? value.toSorted(byText) : value)),
  'numbers-as-text': (body) =>
    mapDeep(body, (value) => (typeof value === 'number' ? String(value) : value)),
  'ignores-case': (body) =>
    mapDeep(body, (value) => (typeof value === 'string' ? value.toLowerCase() : value)),
  'absent-as-null': (body) =>
    mapDeep(body, (value) =>
      isObject(value)
        ? Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
        : value,
    ),
  'normalises-texts': ofTexts((text) => text.normalize('NFC')),
  'folds-compatibility-letters': ofTexts((text) => text.normalize('NFKC')),
  'collapses-white-space': ofTexts((text) => text.replaceAll(/\s+/g, ' ')),
  'trims-texts': ofTexts((text) => text.trim()),
  'passes-over-accents': ofTexts((text) => text.normalize('NFD').replaceAll(/\p{Mn}/gu, '')),
  'by-length': (body) => JSON.stringify(body).length,
};

/** Payloads that differ are taken for the same, or the same for different. */
export function fingerprintDefects({ conflict, fingerprint: { clause } }: Idempotency): Defect[] {
  if (!('answers' in conflict)) return [];
  return Object.entries(views).map(([what, view]) =>
    defect(
      clause,
      what,
      seeing('idempotency', (request: Request) =>
        bodyOf(request) === undefined ? request : seenAs(request, view),
      ),
    ),
  );
}

function ofTexts(view: (text: string) => string): (body: unknown) => unknown {
  return (body) => mapDeep(body, (value) => (typeof value === 'string' ? view(value) : value));
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapMembers(value: unknown, map: (member: unknown) => unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member)]));
}

/** From the leaves upward. */
function mapDeep(value: unknown, map: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return map(value.map((item) => mapDeep(item, map)));
  return map(mapMembers(value, (member) => mapDeep(member, map)));
}
