import type { Errors } from '../../behaviours/errors.ts';
import { formatPointer } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import type { Check } from './check.ts';

/** Does each code stand once in the catalogue, and does every rejection name an answer that is there? */
export const checkRejections: Check = (document) => {
  const index = document['x-behaviours'].findIndex(({ kind }) => kind === 'errors');
  if (index < 0) return [];
  const { catalogue } = document['x-behaviours'][index] as Errors;
  const place = (name: string) => formatPointer(['x-behaviours', index, 'catalogue', name]);

  const seen = new Map<string, string>();
  const used = new Set<string>();
  const problems: Problem[] = [];
  for (const [name, { status, code }] of Object.entries(catalogue)) {
    const first = seen.get(`${status} ${code}`);
    if (first) problems.push(repeated(`${status} ${code}`, first, place(name)));
    seen.set(`${status} ${code}`, name);
  }
  for (const [name, pointer] of answersIn(document)) {
    used.add(name);
    if (!Object.hasOwn(catalogue, name)) problems.push(unknown(name, pointer));
  }
  for (const name of Object.keys(catalogue)) {
    if (!used.has(name)) problems.push(unused(name, place(name)));
  }
  return problems;
};

/** Every name of an answer that a rejection lists, with its pointer. */
function* answersIn(node: unknown, path: readonly string[] = []): Generator<[string, string]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const here = [...path, key];
    if (key === 'answers' && 'clause' in node && Array.isArray(value)) {
      for (const name of value) yield [String(name), formatPointer(here)];
    } else yield* answersIn(value, here);
  }
}

const repeated = (code: string, first: string, pointer: string): Problem => ({
  pointer,
  message: `${code} stands in the catalogue already, as "${first}"`,
  mend: `Use "${first}" wherever this one is meant, and remove it.`,
});

const unknown = (name: string, pointer: string): Problem => ({
  pointer,
  message: `the catalogue has no answer named "${name}"`,
  mend: 'Add it to the catalogue (the behaviour of kind errors), or name one that is there.',
});

const unused = (name: string, pointer: string): Problem => ({
  pointer,
  message: `nothing is ever answered with "${name}"`,
  mend: 'List it among the answers of a rejection, or remove it.',
});
