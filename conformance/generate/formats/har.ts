import { renderTemplate } from '../../wire/variables.ts';
import { withoutUser } from '../../wire/without-user.ts';
import type { Case, CaseBody, CaseRequest } from '../case.ts';
import { lengthOf, textOf } from './body.ts';
import { demandKnownVariables, givenVariables, plainOf } from './credentials.ts';
import type { About } from './format.ts';
import { caseLines, oneLine, stepLine, stepName } from './words.ts';

/** A HAR 1.2 with an entry for each request. Nothing was sent, so the answers in it are empty. */
export function* writeHar(cases: Iterable<Case>, about: About): Generator<string> {
  yield `{"log":{"version":"1.2","creator":{"name":"Doublecheck","version":${JSON.stringify(about.version)}},`;
  yield `"comment":${JSON.stringify(commentOf(about))},"entries":[`;
  let separator = '\n';
  for (const one of cases) {
    demandKnownVariables(one, about);
    for (const index of one.steps.keys()) {
      yield separator;
      yield* entryOf(one, index, about);
      separator = ',\n';
    }
  }
  yield '\n]}}\n';
}

function commentOf(about: About): string {
  const given = givenVariables(about).map(({ name, what }) => `\${${name}} stands for ${what}`);
  return [
    `${oneLine(about.title)}: requests and what they may come to, made with seed ${about.seed}.`,
    'Nothing was sent: the answers are empty. HAR has no variables, so the URLs begin as the server did for which the requests were made.',
    ...given.map((text) => `${text}.`),
    "In these names __TOKEN stands for the value without its scheme, __SHORTER for it without its last letter, __OTHER_CASE for it with the token's letters in the other case.",
  ].join(' ');
}

/** With its long body, if there is one, piece by piece. */
function* entryOf(one: Case, index: number, about: About): Generator<string> {
  const step = one.steps[index] ?? one.steps[0];
  const { request } = step;
  yield `{"startedDateTime":"1970-01-01T00:00:00.000Z","time":0,"cache":{},"timings":{"send":0,"wait":0,"receive":0},`;
  yield `"comment":${JSON.stringify([stepName(one, index), ...caseLines(one), stepLine(step)].join('\n'))},`;
  const own = {
    id: one.id,
    step: index + 1,
    kind: one.kind,
    clauses: one.clauses,
    violation: one.violation,
    varies: one.varies,
    ...(step.wait !== undefined && { wait: step.wait }),
    allowed: step.allowed,
    expected: step.expected,
  };
  yield `"_doublecheck":${JSON.stringify(own)},"response":${JSON.stringify(noAnswer)},`;
  const { path, ...head } = headOf(request);
  const url = withoutUser(about.baseUrl).replace(/\/$/, '') + path;
  yield `"request":${JSON.stringify({ ...head, url }).slice(0, -1)}`;
  if (request.body) yield* postDataOf(request, request.body);
  yield '}}';
}

const noAnswer = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: '' },
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
};

function headOf({ method, path, headers, body }: CaseRequest) {
  const query = new URLSearchParams(plainOf(path).split('?').slice(1).join('?'));
  return {
    method,
    path: filled(path, (name) => `$%7B${name}%7D`),
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(({ name, value }) => ({ name, value: filled(value, shellLike) })),
    queryString: [...query].map(([name, value]) => ({ name, value })),
    headersSize: -1,
    bodySize: lengthOf(body),
  };
}

function shellLike(name: string): string {
  return `\${${name}}`;
}

function filled(template: string, variable: (name: string) => string): string {
  return renderTemplate(template, { text: (plain) => plain, variable });
}

/** The format has no word for bytes in a request, so a field of our own says so, as it allows. */
function* postDataOf({ headers }: CaseRequest, body: CaseBody): Generator<string> {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type');
  yield `,"postData":{"mimeType":${JSON.stringify(type?.value ?? '')},`;
  const text = textOf(body);
  if (!text) yield '"comment":"text is base64","_encoding":"base64",';
  yield '"text":"';
  for (const piece of text ?? ('base64' in body ? [body.base64] : [])) {
    yield JSON.stringify(piece).slice(1, -1);
  }
  yield '"}';
}
