import { forDoubleQuotes, octal, quoted } from '../../wire/shell.ts';
import { renderTemplate, variablesOf } from '../../wire/variables.ts';
import type { Case, CaseBody, CaseRequest, Header, Outcome, Step } from '../case.ts';
import { demandKnownVariables, plainOf } from './credentials.ts';
import { curlHead } from './curl-head.ts';
import type { About } from './format.ts';
import { waitInTheWay } from './left-out.ts';
import { caseLines, oneLine, stepLine } from './words.ts';

/** A POSIX shell script that sends each case with curl and prints TAP as it goes. */
export function* writeCurl(cases: Iterable<Case>, about: About): Generator<string> {
  yield curlHead(about);
  for (const one of cases) {
    demandKnownVariables(one, about);
    yield blockOf(one);
  }
  yield '\nfinish\n';
}

function blockOf(one: Case): string {
  const why = waitInTheWay(one);
  // In TAP `#` begins what is said of a test.
  const id = quoted(oneLine(one.id).replaceAll(/[\\#]/g, '\\$&'));
  if (why) return `\nskip ${id} ${quoted(why)}\n`;
  const lines = [
    '',
    ...caseLines(one).map((line) => `# ${line}`),
    `begin ${id}`,
    ...one.steps.flatMap(stepLines),
    'end',
    '',
  ];
  return lines.join('\n');
}

function stepLines(step: Step): string[] {
  const { request, title, wait = 0, allowed } = step;
  return [
    `# ${title === undefined ? '' : `${oneLine(title)}; `}${stepLine(step)}`,
    ...(wait > 0 ? [`pause ${Math.ceil(wait)} 'the case wants it'`] : []),
    `allowed=${quoted(allowed.map(outcomeLine).join('\n'))}`,
    ...bodyLines(request.body),
    sendLines(request),
  ];
}

function sendLines({ method, path, headers, body }: CaseRequest): string {
  const url = inDoubleQuotes(path, (name) => `$(encoded "\${${name}}")`);
  const data = dataOption(method, body);
  const options = headerOptions(headers, data !== undefined).map((option) => `-H ${option}`);
  return [`send ${quoted(method)} ${url}`, ...options, ...(data ? [data] : [])].join(' \\\n  ');
}

function outcomeLine({ status, code }: Outcome): string {
  return oneLine(code === undefined ? `${status}` : `${status} ${code}`);
}

/** `Name;` has curl send a header that is empty, and `Name:` has it leave out one of its own. */
function headerOptions(headers: readonly Header[], hasData: boolean): string[] {
  const names = new Set(headers.map(({ name }) => name.toLowerCase()));
  const unwanted = ['Accept', ...(hasData ? ['Content-Type'] : [])].filter(
    (name) => !names.has(name.toLowerCase()),
  );
  return [...headers.map(headerOption), ...unwanted.map((name) => quoted(`${name}:`))];
}

function headerOption({ name, value }: Header): string {
  if (/^[ \t]*$/.test(value)) return quoted(`${name};`);
  if (variablesOf(value).length === 0 && isAscii(value)) {
    return quoted(`${name}: ${plainOf(value)}`);
  }
  const written = inDoubleQuotes(value, (variable) => `\${${variable}}`, bytewise);
  return `"${forDoubleQuotes(`${name}: `)}${written.slice(1)}`;
}

function isAscii(text: string): boolean {
  return /^[\t -~]*$/.test(text);
}

/** Where a script is in UTF-8, the letters of a header beyond ASCII are bytes. */
function bytewise(text: string): string {
  return text
    .split(/([^\t -~]+)/)
    .map((part, index) =>
      index % 2 === 0 ? forDoubleQuotes(part) : `$(printf '${octal(Buffer.from(part, 'latin1'))}')`,
    )
    .join('');
}

function inDoubleQuotes(
  template: string,
  variable: (name: string) => string,
  text: (plain: string) => string = forDoubleQuotes,
): string {
  return `"${renderTemplate(template, { text, variable })}"`;
}

function dataOption(method: string, body: CaseBody | undefined): string | undefined {
  if (body !== undefined) return '--data-binary @-';
  // A server may ask for a length where there could be a body (RFC 9110, 8.6).
  return ['POST', 'PUT', 'PATCH'].includes(method) ? "--data-binary ''" : undefined;
}

function bodyLines(body: CaseBody | undefined): string[] {
  const commands = body === undefined ? [] : commandsOf(body);
  if (commands.length <= 1) return [`body() { ${commands[0] ?? ':'}; }`];
  return ['body() {', ...commands.map((command) => `  ${command}`), '}'];
}

/** Bytes in one argument of `printf`: lines that an editor can show. */
const bytesAtOnce = 1000;

function commandsOf(body: CaseBody): string[] {
  if ('text' in body) return printed(body.text);
  if ('parts' in body) {
    return body.parts.flatMap(({ text, times }) => {
      if (times === 1) return printed(text);
      return hasControls(text) ? repeated(printed(text), times) : [`many ${times} ${quoted(text)}`];
    });
  }
  const bytes = Buffer.from(body.base64, 'base64');
  const count = Math.ceil(bytes.length / bytesAtOnce);
  return Array.from({ length: count }, (_, index) => {
    const some = bytes.subarray(index * bytesAtOnce, (index + 1) * bytesAtOnce);
    return `printf '${octal(some)}'`;
  });
}

function repeated(commands: readonly string[], times: number): string[] {
  const loop = `n=0; while [ "$n" -lt ${times} ]; do ${commands.join('; ')}; n=$((n + 1)); done`;
  return [loop];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what editors and shells trip over
const controls = /([\u0000-\u0008\u000b-\u001f\u007f]+)/;

function hasControls(text: string): boolean {
  return controls.test(text);
}

/** Control characters go as octal numbers: no shell has a NUL in a word, and editors mend lone CRs. */
function printed(text: string): string[] {
  return text.split(controls).flatMap((part, index) => {
    if (part === '') return [];
    return index % 2 === 0
      ? [`printf %s ${quoted(part)}`]
      : [`printf '${octal(Buffer.from(part))}'`];
  });
}
