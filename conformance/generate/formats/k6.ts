import { renderTemplate } from '../../wire/variables.ts';
import { withoutUser } from '../../wire/without-user.ts';
import type { Case, CaseBody, CaseRequest, Step } from '../case.ts';
import { demandKnownVariables, plainOf } from './credentials.ts';
import type { About } from './format.ts';
import { k6Head, k6Tail } from './k6-runner.ts';
import { headersInTheWay, pathInTheWay, waitInTheWay } from './left-out.ts';
import { caseLines, oneLine, stepLine, stepName } from './words.ts';

/** A k6 script: the cases as data, and a runner that checks each request once. */
export function* writeK6(cases: Iterable<Case>, about: About): Generator<string> {
  yield k6Head(about, withoutUser(about.baseUrl).replace(/\/$/, ''));
  yield 'const cases = [\n';
  for (const one of cases) {
    demandKnownVariables(one, about);
    const why = reasonToLeaveOut(one);
    yield why ? `  // Left out: ${oneLine(one.id)}: ${why}.\n` : entryOf(one);
  }
  yield `];\n${k6Tail}`;
}

function reasonToLeaveOut(one: Case): string | undefined {
  const ways = one.steps.map(({ request }) => pathInTheWay(plainOf(request.path)));
  return waitInTheWay(one) ?? headersInTheWay(one) ?? ways.find((why) => why !== undefined);
}

function entryOf(one: Case): string {
  const lines = [
    ...caseLines(one).map((line) => `// ${line}`),
    '[',
    ...one.steps.flatMap((step, index) => stepLines(one, step, index)),
    '],',
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}

function stepLines(one: Case, step: Step, index: number): string[] {
  const { wait, allowed, request } = step;
  // k6 takes two colons in the name of a check for the end of a group.
  const name = stepName(one, index).replaceAll('::', ': :');
  const data = { name, ...(wait && { wait }), allowed, request: requestData(request) };
  return [`  // ${stepLine(step)}`, `  ${asScript(data)},`];
}

function requestData({ method, path, headers, body }: CaseRequest): object {
  return {
    method,
    path: forRunner(path),
    headers: headers.map(({ name, value }) => [name, forRunner(value)]),
    ...(body && bodyData(body)),
  };
}

/** A template as the runner reads it: `$${` stands for the text `${`, and `${NAME}` for a secret. */
function forRunner(template: string): string {
  return renderTemplate(template, {
    text: (plain) => plain.replaceAll('${', () => '$${'),
    variable: (name) => `\${${name}}`,
  });
}

/** Bytes go in hexadecimal digits, which need no library to be read. */
function bodyData(body: CaseBody): object {
  if ('base64' in body) return { hex: Buffer.from(body.base64, 'base64').toString('hex') };
  return 'text' in body ? { text: body.text } : { parts: body.parts };
}

/** JSON in which no letter ends a line, or is lost. */
function asScript(data: object): string {
  return JSON.stringify(data).replaceAll(
    /[\u2028\u2029\ufeff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16)}`,
  );
}
