import type { Case, CaseBody, CaseRequest } from '../generate/case.ts';
import { caseSchema } from '../generate/case-schema.ts';
import { variablesOf } from '../wire/variables.ts';
import { type Found, shapeOf } from './shape.ts';

/** More letters than any case needs; a text of more than twice that many cannot be made. */
const longestBody = 256 * 1024 * 1024;

/** What HTTP itself says in headers, and no client lets others say. */
const http = [
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
];

/** What a request line can hold. */
const path = /^[!-\u00ff]*$/;

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

const shape = shapeOf(caseSchema, 'docs/cases.md describes what a case is.');

/** What is wrong with a value that must be a case, and one that can be sent; undefined where nothing is. */
export function caseProblem(value: unknown): Found | undefined {
  const found = shape(value);
  if (found) return found;
  for (const [index, { request }] of (value as Case).steps.entries()) {
    const problem = requestProblem(request, `/steps/${index}/request`);
    if (problem) return problem;
  }
  return undefined;
}

function requestProblem(request: CaseRequest, at: string): Found | undefined {
  if (!path.test(request.path))
    return {
      pointer: `${at}/path`,
      message: 'must have no spaces and nothing beyond Latin-1',
      mend: 'Percent-encode them.',
    };
  const stray = strayVariable(request);
  if (stray !== undefined)
    return {
      pointer: at,
      message: `\${${stray}} is no credential's variable`,
      mend: 'Write $${ for the text ${; variables of credentials begin with DOUBLECHECK_.',
    };
  return headersProblem(request, `${at}/headers`) ?? bodyProblem(request.body, `${at}/body`);
}

function strayVariable({ path: template, headers }: CaseRequest): string | undefined {
  const names = [template, ...headers.map(({ value }) => value)].flatMap(variablesOf);
  return names.find((name) => !name.startsWith('DOUBLECHECK_'));
}

function headersProblem({ headers }: CaseRequest, at: string): Found | undefined {
  const names = headers.map(({ name }) => name.toLowerCase());
  for (const [index, name] of names.entries()) {
    const pointer = `${at}/${index}/name`;
    if (http.includes(name)) {
      const mend = 'Leave it out: it follows from the request.';
      return { pointer, message: `${name} is what HTTP itself sets`, mend };
    }
    if (names.indexOf(name) < index) {
      const mend =
        'Give it once; where it is a list, put both values in one, with a comma between.';
      return { pointer, message: `the header ${name} stands here twice`, mend };
    }
  }
  return undefined;
}

function bodyProblem(body: CaseBody | undefined, at: string): Found | undefined {
  if (!body || 'text' in body) return undefined;
  if ('base64' in body) {
    if (body.base64.length % 4 === 0 && base64.test(body.base64)) return undefined;
    return {
      pointer: `${at}/base64`,
      message: 'is no base64',
      mend: 'Encode the bytes, with padding.',
    };
  }
  const letters = body.parts.reduce((sum, { text, times }) => sum + text.length * times, 0);
  if (letters <= longestBody) return undefined;
  return {
    pointer: `${at}/parts`,
    message: `must come to ${longestBody / 1024 / 1024} Mi letters at most`,
    mend: 'Repeat them less often.',
  };
}
