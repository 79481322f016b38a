import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../support/cli.ts';

/** A request as k6 is asked to send it. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  /** In base64; null for none. */
  readonly body: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer that the stand-in gives. */
export interface Told {
  readonly status: number;
  readonly body?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a script did. */
export interface Ran {
  readonly asked: readonly Asked[];
  readonly checks: readonly (readonly [name: string, isOk: boolean])[];
  readonly slept: readonly number[];
  readonly options: unknown;
}

const standIn = {
  'index.js': `
export const ran = { asked: [], checks: [], slept: [] };
export const sleep = (seconds) => ran.slept.push(seconds);
export function check(value, checks) {
  const all = Object.entries(checks).map(([name, test]) => [name, test(value) === true]);
  ran.checks.push(...all);
  return all.every(([, isOk]) => isOk);
}`,
  'http.js': `
import { ran } from 'k6';
export default {
  request(method, url, body, { headers }) {
    const bytes = body === null ? null : Buffer.from(body);
    const index = ran.asked.push({ method, url, body: bytes && bytes.toString('base64'), headers }) - 1;
    const told = globalThis.told;
    return { body: null, headers: {}, ...told[Math.min(index, told.length - 1)] };
  },
};`,
  'package.json': '{"type":"module","exports":{".":"./index.js","./http":"./http.js"}}',
};

const driver = `
import { readFileSync } from 'node:fs';
import { ran } from 'k6';
const { env, told } = JSON.parse(readFileSync(new URL('given.json', import.meta.url)));
Object.assign(globalThis, { __ENV: env, told });
const script = await import('./script.mjs');
script.default();
console.log(JSON.stringify({ ...ran, options: script.options }));`;

/**
 * Runs a k6 script as the module that it is, once, with modules that stand for k6's own: they write down
 * what they are asked, and answer with what is told, the last of it from then on.
 *
 * @throws Error with what the script says, when it ends with an error.
 */
export async function runK6(
  script: string,
  env: Readonly<Record<string, string>>,
  told: readonly Told[],
): Promise<Ran> {
  const folder = temporaryFolder();
  const k6 = path.join(folder, 'node_modules', 'k6');
  mkdirSync(k6, { recursive: true });
  for (const [name, content] of Object.entries(standIn))
    writeFileSync(path.join(k6, name), content);
  writeFileSync(path.join(folder, 'script.mjs'), script);
  writeFileSync(path.join(folder, 'driver.mjs'), driver);
  writeFileSync(path.join(folder, 'given.json'), JSON.stringify({ env, told }));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(folder, 'driver.mjs')],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}
