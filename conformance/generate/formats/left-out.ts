import { maxWait } from '../../suite/pacer.ts';
import { variablesOf } from '../../wire/variables.ts';
import type { Case } from '../case.ts';
import { plainOf } from './credentials.ts';

/** Why a case cannot be run against a server whose clock goes on by itself; undefined where it can. */
export function waitInTheWay({ steps }: Case): string | undefined {
  const wait = Math.max(...steps.map((step) => step.wait ?? 0));
  return wait > maxWait
    ? `it needs a clock that can be moved, by ${wait} s; doublecheck send moves a double's`
    : undefined;
}

const framing = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Why most clients would not send a case's headers as they are; undefined where they do. */
export function headersInTheWay({ steps }: Case): string | undefined {
  for (const { request } of steps) {
    const names = request.headers.map(({ name }) => name.toLowerCase());
    const framed = names.find((name) => framing.has(name));
    if (framed !== undefined) return `the client decides on the header ${framed} itself`;
    if (new Set(names).size < names.length) return 'a header is there twice';
    if (request.headers.some(({ value }) => /[^\t -~]/.test(value))) {
      return 'clients differ in how they send a header beyond ASCII';
    }
  }
  return undefined;
}

/** The letters of paths and queries (RFC 3986), and brackets, which every client leaves alone. */
const urlLetters = /^[\w.~!$&'()*+,;=:@%/?[\]-]*$/;

/** Why clients that tidy up URLs would change a path; undefined where they do not. */
export function pathInTheWay(path: string): string | undefined {
  const url = URL.parse(`http://host${path}`);
  const isTidy = url?.host === 'host' && url.pathname + url.search === path;
  return isTidy && urlLetters.test(path) ? undefined : 'the client would change its path';
}

/**
 * Whether a template has a variable beside braces of its own, which together could be read as another one
 * where variables stand in braces.
 */
export function mixesBraces(template: string): boolean {
  return variablesOf(template).length > 0 && /[{}]/.test(plainOf(template));
}
