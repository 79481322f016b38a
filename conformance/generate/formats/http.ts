import { renderTemplate, variablesOf } from '../../wire/variables.ts';
import { withoutUser } from '../../wire/without-user.ts';
import type { Case, CaseRequest, Header, Step } from '../case.ts';
import { lengthOf } from './body.ts';
import {
  baseUrlVariable,
  credentialVariables,
  demandKnownVariables,
  encodedSuffix,
  plainOf,
} from './credentials.ts';
import type { About } from './format.ts';
import { headersInTheWay, mixesBraces, pathInTheWay, waitInTheWay } from './left-out.ts';
import { caseLines, oneLine, stepLine, stepName } from './words.ts';

/**
 * Requests for the HTTP clients of VS Code and JetBrains, and others that read the same. It holds what all
 * of them take for the same bytes, and names what it leaves out. It has no tests: each client has its own way.
 */
export function* writeHttp(cases: Iterable<Case>, about: About): Generator<string> {
  yield headOf(about);
  let number = 0;
  for (const one of cases) {
    demandKnownVariables(one, about);
    const why = waitInTheWay(one) ?? headersInTheWay(one) ?? textInTheWay(one);
    if (why) yield `### Left out: ${oneLine(one.id)}: ${why}.\n\n`;
    else {
      for (const [index, step] of one.steps.entries()) {
        number++;
        yield requestOf(one, step, index, number);
      }
    }
  }
}

function headOf(about: About): string {
  const variables = credentialVariables(about).map(
    ({ name, what }) => `# ${name}: ${oneLine(what)}`,
  );
  return `# ${oneLine(about.title)}: requests and what they may come to, made by Doublecheck ${about.version} with seed ${about.seed}.
#
# Give these variables their values in http-client.private.env.json (JetBrains, httpyac), in the setting
# rest-client.environmentVariables (VS Code), or here in lines like the one below. The names of those that
# stand in a URL end with ${encodedSuffix}: the same value, percent-encoded.
${variables.join('\n')}

@${baseUrlVariable} = ${withoutUser(about.baseUrl).replace(/\/$/, '')}

`;
}

/** What every client takes for the beginning of a request. */
const methods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/** Longer bodies are left out: an editor is no place for them. */
const longestBody = 64 * 1024;

function textInTheWay({ steps }: Case): string | undefined {
  for (const { request } of steps) {
    const why =
      bodyInTheWay(request) ??
      request.headers.map(headerInTheWay).find((found) => found !== undefined) ??
      pathInTheWay(plainOf(request.path));
    if (why) return why;
    const templates = [request.path, ...request.headers.map(({ value }) => value)];
    if (templates.some((text) => isTemplate(plainOf(text)) || mixesBraces(text))) {
      return 'it has a text that stands for a variable here';
    }
  }
  return undefined;
}

/** Whether a client might replace something in a text. */
function isTemplate(text: string): boolean {
  return /\{\{|\\\{/.test(text);
}

/**
 * A line that begins otherwise may be a comment, a separator, a file to send, a script or another request.
 * Where lines end, and whether spaces around a body are sent, clients differ.
 */
const plainLine = /^(?:[[\]{}"\d-]|true$|false$|null$)(?:.*\S)?$/u;

/** Other types have clients split, join, encode or end a body in ways of their own. */
const plainType = /^(?:application\/json|text\/plain)(?:; ?charset=utf-8)?$/i;

function bodyInTheWay({ method, headers, body }: CaseRequest): string | undefined {
  if (!methods.has(method)) return `clients do not know the method ${method}`;
  if (body === undefined) return undefined;
  if (!('text' in body) || lengthOf(body) > longestBody) return 'its body is too long, or no text';
  if (method === 'GET' || method === 'HEAD') return `some clients send no body with ${method}`;
  if (body.text === '') return undefined;
  const isPlain = plainLine.test(body.text) && !/[\p{Cc}\u2028\u2029]|===|<--->/u.test(body.text);
  if (!isPlain || isTemplate(body.text)) return 'its body would be read as something else here';
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type');
  return type && !plainType.test(type.value)
    ? `clients differ in how they send a body of the type ${oneLine(type.value)}`
    : undefined;
}

/** Clients make something else of a user and a password, and drop what is empty, or a comma at the end. */
function headerInTheWay({ name, value }: Header): string | undefined {
  const plain = plainOf(value);
  if (plain.trim() === '' && variablesOf(value).length === 0) return 'clients drop an empty header';
  if (!/^[a-z]/i.test(name) || plain.endsWith(',')) return 'clients would not read its headers';
  const isAuthorization = name.toLowerCase() === 'authorization';
  if (isAuthorization && !/^(?:Bearer )?[\w.~+/=-]*$/i.test(plain)) {
    return 'clients make something else of its Authorization';
  }
  return undefined;
}

function requestOf(one: Case, step: Step, index: number, number: number): string {
  const { method, path, headers, body } = step.request;
  const lines = [
    `### ${oneLine(stepName(one, index))}`,
    ...caseLines(one).map((line) => `# ${line}`),
    `# ${stepLine(step)}`,
    ...(step.wait ? [`# ${step.wait} seconds after the request before`] : []),
    `# @name request_${number}`,
    '# @no-redirect',
    '# @no-cookie-jar',
    `${method} {{${baseUrlVariable}}}${filled(path, encodedSuffix)} HTTP/1.1`,
    ...headers.map(({ name, value }) => `${name}: ${filled(value)}`),
    '',
    ...(body && 'text' in body && body.text !== '' ? [body.text, ''] : []),
    '',
  ];
  return lines.join('\n');
}

function filled(template: string, suffix = ''): string {
  return renderTemplate(template, {
    text: (plain) => plain,
    variable: (name) => `{{${name}${suffix}}}`,
  });
}
