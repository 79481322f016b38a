import type { AllowList } from '../../../specs/behaviours/allow-list.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import { bodyOf } from '../../engine/request.ts';
import { type Change, type DefectsOf, defect } from '../defect.ts';
import { behavioursIn } from '../draft.ts';
import { checking } from '../seeing.ts';
import { seenAs } from '../validated.ts';

/** URLs pass that should not. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<AllowList>(contract, 'allow-list').flatMap(({ at, scheme, outside, traversal }) => [
    defect(
      scheme.clause,
      'http-accepted',
      reading(at, (url) => url.replace(/^http:/i, 'https:')),
    ),
    defect(
      scheme.clause,
      'any-scheme-accepted',
      reading(at, (url) => url.replace(/^[a-z]+:/i, 'https:')),
    ),
    defect(outside.clause, 'not-looked-at', letting(at, isOutside)),
    defect(
      outside.clause,
      'compared-without-the-slash',
      letting(at, (url, prefix) => url.startsWith(prefix.replace(/\/$/, ''))),
    ),
    defect(
      outside.clause,
      'anywhere-in-the-url',
      letting(at, (url, prefix) => url.includes(prefix)),
    ),
    defect(
      outside.clause,
      'by-the-end-of-the-host',
      letting(at, (url, prefix) => hostOf(url).endsWith(hostOf(prefix))),
    ),
    defect(
      outside.clause,
      'any-port-accepted',
      letting(at, (url, prefix) => withoutPort(url) !== url && withoutPort(url).startsWith(prefix)),
    ),
    ...[outside.clause, scheme.clause, traversal.clause].flatMap((clause) => [
      defect(
        clause,
        'the-first-alone-is-looked-at',
        some(at, (list) => list.slice(0, 1)),
      ),
      defect(
        clause,
        'the-last-alone-is-looked-at',
        some(at, (list) => list.slice(-1)),
      ),
      defect(
        clause,
        'no-more-than-nine-are-looked-at',
        some(at, (list) => list.slice(0, 9)),
      ),
      defect(
        clause,
        'only-the-ends-are-looked-at',
        some(at, (list) => [...list.slice(0, 2), ...list.slice(-2)]),
      ),
    ]),
    defect(
      traversal.clause,
      'not-looked-at',
      letting(at, (url) => url.includes('..')),
    ),
    defect(
      traversal.clause,
      'backslashes-accepted',
      letting(at, (url, prefix) => url.startsWith(prefix) && url.includes('..\\')),
    ),
    defect(
      traversal.clause,
      'caught-only-at-the-end',
      letting(at, (url) => /\/\.\.\//.test(url)),
    ),
  ]);

const isOutside = (url: string, prefix: string) =>
  url.startsWith('https://') && !url.startsWith(prefix) && !/\.\.|%2e/i.test(url);

const withoutPort = (url: string) => url.replace(/^(https:\/\/[^/]*):\d+\//, '$1/');

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}

/** URLs that fit are taken for one in the caller's own place. */
export function letting(at: string, isLet: (url: string, prefix: string) => boolean): Change {
  return reading(at, (url, prefix) => (isLet(url, prefix) ? `${prefix}file` : url));
}

/** The list reads other URLs than those that were sent. */
function reading(at: string, edit: (url: string, prefix: string) => string): Change {
  const name = parsePointer(at).at(-1) ?? '';
  return viewing(at, (list, prefix) =>
    list.map((item) => {
      const url = (item as Record<string, unknown>)[name];
      return typeof url === 'string' ? { ...(item as object), [name]: edit(url, prefix) } : item;
    }),
  );
}

function some(at: string, pick: (list: readonly unknown[]) => readonly unknown[]): Change {
  return viewing(at, pick);
}

function viewing(
  at: string,
  view: (list: readonly unknown[], prefix: string) => readonly unknown[],
): Change {
  const path = parsePointer(at.slice(0, at.indexOf('/*')));
  return checking<AllowList>('allow-list', (inner, context, { setting }) => {
    const list = valueAt(bodyOf(context.request), path);
    if (!Array.isArray(list)) return inner(context);
    const [prefix = ''] = (context.facts.credential?.settings[setting] ?? []) as string[];
    const seen = nested(path, view(list, prefix));
    return inner({ ...context, request: seenAs(context.request, () => seen) });
  });
}

/** A body with nothing but a value at a path. */
function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, segment) => ({ [segment]: inner }), value);
}
