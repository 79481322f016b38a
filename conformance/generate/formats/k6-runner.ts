import { credentialScript } from './credential-script.ts';
import { baseUrlVariable, givenVariables } from './credentials.ts';
import type { About } from './format.ts';
import { outcomeScript } from './outcome-script.ts';
import { oneLine } from './words.ts';

/** The top of the script: what it is, and what it takes from the environment. */
export function k6Head(about: About, baseUrl: string): string {
  const given = givenVariables(about).map(({ name, what }) => [name, oneLine(what)]);
  return `// ${oneLine(about.title)}: requests and what they may come to, made by Doublecheck ${about.version} with seed ${about.seed}.
// k6 run${given.map(([name]) => ` -e ${name}=...`).join('')} <this file>
//
// ${baseUrlVariable}: where the requests go, unless it is as below
${given.map(([name, what]) => `// ${name}: ${what}\n`).join('')}
import http from 'k6/http';
import { check, sleep } from 'k6';

export const options = { thresholds: { checks: ['rate==1'] } };

const baseUrl = (__ENV.${baseUrlVariable} || ${JSON.stringify(baseUrl)}).replace(/\\/$/, '');
const given = ${JSON.stringify(given)};
const missing = given.filter(([name]) => !__ENV[name]);
if (missing.length > 0) {
  throw new Error('not set: ' + missing.map(([name, what]) => name + ' (' + what + ')').join('; '));
}

${credentialScript}
const secrets = {};
for (const [name] of given) {
  const forms = formsOf(__ENV[name]);
  for (const form of Object.keys(forms)) secrets[name + form] = forms[form];
}

// Each case is a list of requests. In paths and headers \${NAME} stands for a credential, $\${ for \${.
`;
}

export const k6Tail = String.raw`
${outcomeScript}

function filled(template, write) {
  return template.replace(/\$\$\{|\$\{(\w+)\}/g, (whole, name) => {
    return name === undefined ? '$' + '{' : write(secrets[name]);
  });
}

function bodyOf({ text, parts, hex }) {
  if (parts) return parts.map((part) => part.text.repeat(part.times)).join('');
  if (hex === undefined) return text === undefined ? null : text;
  return new Uint8Array((hex.match(/../g) || []).map((byte) => parseInt(byte, 16))).buffer;
}

function send({ request, name }) {
  const headers = Object.fromEntries(
    request.headers.map(([header, value]) => [header, filled(value, (secret) => secret)]),
  );
  const url = baseUrl + filled(request.path, encodeURIComponent);
  const params = { headers, redirects: 0, responseType: 'text', tags: { name } };
  return http.request(request.method, url, bodyOf(request), params);
}

// A limit that was met is waited out, and the request is sent again.
function outcomeOf(step) {
  for (let tries = 0; ; tries++) {
    const { status, body, headers } = send(step);
    const isOk = isAllowed(status, body || '', step.allowed);
    if (isOk || status !== 429 || tries === 5) return { isOk, came: status + ' ' + (body || '').slice(0, 500) };
    const name = Object.keys(headers).find((one) => one.toLowerCase() === 'retry-after');
    const seconds = Number(name === undefined ? 1 : headers[name]);
    sleep(seconds >= 0 ? seconds : 1);
  }
}

export default function () {
  for (const steps of cases) {
    for (const step of steps) {
      if (step.wait) sleep(step.wait);
      const { isOk, came } = outcomeOf(step);
      if (!check(isOk, { [step.name]: (ok) => ok })) {
        console.error(step.name + ': allowed: ' + JSON.stringify(step.allowed) + '; came: ' + came);
        break;
      }
    }
  }
}
`;
