import type { CaseBody, Step } from '../case.ts';
import { credentialScript } from './credential-script.ts';
import { encodedSuffix, givenVariables } from './credentials.ts';
import type { About } from './format.ts';
import { outcomeScript } from './outcome-script.ts';
import { oneLine, stepLine } from './words.ts';

/** What runs before every request: it demands the credentials and makes of them what cases send. */
export function credentialsScript(about: About): string[] {
  const given = givenVariables(about).map(({ name, what }) => [name, oneLine(what)]);
  return `${credentialScript}
const given = ${JSON.stringify(given)};
const missing = given.filter(([name]) => !pm.variables.get(name));
if (missing.length > 0) {
  const told = missing.map(([name, what]) => name + ' (' + what + ')').join('; ');
  pm.test('the variables are set', () => pm.expect.fail('not set: ' + told));
  pm.execution.setNextRequest(null);
  pm.execution.skipRequest();
}
for (const [name] of given) {
  for (const [form, value] of Object.entries(formsOf(pm.variables.get(name)))) {
    if (form) pm.variables.set(name + form, value);
    pm.variables.set(name + form + '${encodedSuffix}', encodeURIComponent(value));
  }
}`.split('\n');
}

/** What a step needs before it is sent; no line where it needs nothing. */
export function beforeScript(
  id: string,
  index: number,
  { wait = 0 }: Step,
  plainNames: readonly string[],
  long: CaseBody | undefined,
): string[] {
  const lines: string[] = [];
  if (plainNames.length > 0) lines.push('// A variable that stands for itself is not replaced.');
  for (const name of plainNames) {
    lines.push(`pm.variables.set(${JSON.stringify(name)}, ${JSON.stringify(`{{${name}}}`)});`);
  }
  if (long !== undefined) {
    lines.push(`pm.request.body.raw = ${rawOf(long)};`);
  }
  if (wait > 0) lines.push(`setTimeout(function () {}, ${wait * 1000});`);
  if (index > 0) {
    const own = JSON.stringify(id);
    lines.push(`if (pm.variables.get('${failedVariable}') === ${own}) pm.execution.skipRequest();`);
  }
  return lines;
}

function rawOf(body: CaseBody): string {
  if ('text' in body) return JSON.stringify(body.text);
  const parts = 'parts' in body ? body.parts : [];
  const terms = parts.map(({ text, times }) => `${JSON.stringify(text)}.repeat(${times})`);
  return terms.join(' + ') || "''";
}

/** Names the case of which a step failed, so that its later steps are not sent. */
const failedVariable = 'doublecheck_failed';
const triesVariable = 'doublecheck_tries';

/** Checks the outcome. A limit that was met is waited out, and the request is sent again. */
export function afterScript(id: string, step: Step): string[] {
  return `${outcomeScript}
const allowed = ${JSON.stringify(step.allowed)};
const tries = Number(pm.variables.get('${triesVariable}') || 0);
const isOk = isAllowed(pm.response.code, pm.response.text(), allowed);
if (!isOk && pm.response.code === 429 && tries < 5) {
  const seconds = Number(pm.response.headers.get('Retry-After') || 1);
  pm.variables.set('${triesVariable}', tries + 1);
  setTimeout(function () {}, (seconds >= 0 ? seconds : 1) * 1000);
  pm.execution.setNextRequest(pm.info.requestName);
} else {
  pm.variables.unset('${triesVariable}');
  if (!isOk) pm.variables.set('${failedVariable}', ${JSON.stringify(id)});
  pm.test(pm.info.requestName, function () {
    const came = pm.response.code + ' ' + pm.response.text().slice(0, 500);
    pm.expect(isOk, ${JSON.stringify(stepLine(step))} + '; came: ' + came).to.equal(true);
  });
}`.split('\n');
}
