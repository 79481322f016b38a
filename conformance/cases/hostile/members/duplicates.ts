import { type Draft, leavesOf } from '../../draft.ts';
import { escaped, withMembers, written } from '../source.ts';

/** JSON in which a name stands more than once, by what is done. */
export const duplicates: Readonly<Record<string, (draft: Draft) => Draft>> = {
  'duplicate-unknown': (draft) => withMembers(draft, '', '"doublecheck":1,"doublecheck":[2]'),
  'duplicate-unknown-many': (draft) =>
    withMembers(draft, '', Array.from({ length: 1000 }, (_, i) => `"doublecheck":${i}`).join()),
  'duplicate-proto': (draft) => withMembers(draft, '', '"__proto__":{"a":1},"__proto__":{"b":2}'),
  'duplicate-known': (draft) =>
    written(
      draft,
      twice(draft.body, (name) => JSON.stringify(name)),
    ),
  'duplicate-known-escaped': (draft) => written(draft, twice(draft.body, escaped)),
  'duplicate-in-a-list': (draft) => withMembers(draft, '', '"doublecheck":[{"a":1,"a":2}]'),
};

/** Each member of each object is there as a wrong one before it is there as it should be. */
function twice(value: unknown, nameOf: (name: string) => string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => twice(item, nameOf)).join()}]`;
  const members = Object.entries(value);
  const wrong = members.map(([name]) => `${nameOf(name)}:[null]`);
  const right = members.map(([name, inner]) => `${JSON.stringify(name)}:${twice(inner, nameOf)}`);
  return `{${[...wrong, ...right].join()}}`;
}

/** The names of a body in capitals, which a server that ignores case takes for the same: each is null. */
export function capitals({ body }: Draft): string {
  const names = leavesOf(body).map(({ pointer }) => pointer.split('/')[1] ?? '');
  const upper = [...new Set(names.map((name) => name.toUpperCase()))];
  return upper.map((name) => `${JSON.stringify(name)}:null`).join();
}
