// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/generate/case.ts';
import { writeK6 } from '../../../conformance/generate/formats/k6.ts';
import { headerText, pathText, wireText } from './arbitraries.ts';
import { type Asked, runK6 } from './k6-stand-in.ts';
import { secrets, shownArrived, shownStep, stepsOf } from './recorder.ts';
import { aboutOf, caseOf, midlyrCases, stepOf } from './sample-cases.ts';

const origin = 'http://127.0.0.1:4010';

function scriptOf(cases: readonly Case[]): string {
  return [...writeK6(cases, aboutOf(`${origin}/api-root`))].join('');
}

function shownAsked({ method, url, headers, body }: Asked) {
  return shownArrived({
    method,
    path: url.replace(origin, ''),
    headers: Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    body: Buffer.from(body ?? '', 'base64'),
  });
}

const leftOut = ['sequence/impossible', 'invalid/header-beyond-ascii'];
const sent = midlyrCases.filter(({ id }) => !leftOut.some((name) => id.endsWith(name)));

describe('the k6 script', () => {
  it('asks for every byte of the cases as it is, and checks each outcome', async () => {
    const steps = stepsOf(sent);
    const told = steps.map(({ allowed: [outcome] }) => {
      const { status, code } = outcome ?? { status: 500 };
      const number = status === '2xx' ? 200 : status === '4xx' ? 400 : status;
      return { status: number, body: JSON.stringify({ error: { code } }) };
    });
    const { asked, checks, slept, options } = await runK6(scriptOf(midlyrCases), secrets, told);
    expect(asked.map(shownAsked)).toEqual(steps.map(shownStep));
    expect(checks.every(([, isOk]) => isOk)).toBe(true);
    expect(checks.map(([name]) => name).slice(0, 2)).toEqual(sent.slice(0, 2).map(({ id }) => id));
    expect(checks).toHaveLength(steps.length);
    expect(slept).toEqual([]);
    expect(options).toEqual({ thresholds: { checks: ['rate==1'] } });
  });

  it('asks for any text as it is', async () => {
    const one = fc.record({ body: wireText, header: headerText, path: pathText });
    const [some = []] = fc.sample(fc.array(one, { minLength: 300, maxLength: 300 }), 1);
    const cases = some.map(({ body, header, path }, index) =>
      caseOf(
        `any/${index}`,
        stepOf(path, [{ name: 'X-Any', value: header }], { text: body }, [{ status: 201 }]),
      ),
    );
    const script = scriptOf(cases);
    const held = cases.filter(({ id }) => !script.includes(`// Left out: ${id}:`));
    expect(held.length).toBeGreaterThan(100);
    const { asked } = await runK6(script, secrets, [{ status: 201 }]);
    expect(asked.map(shownAsked)).toEqual(stepsOf(held).map(shownStep));
  });

  it.each([
    ['another status', { status: 500 }, false],
    ['another code', { status: 400, body: '{"error":"no_xyz"}' }, false],
    ['the code as a part of a text', { status: 400, body: '{"error":"it is no_x"}' }, false],
    ['the code', { status: 400, body: '{"a":[{"error":"no_x"}]}' }, true],
    ['the code in a URI', { status: 400, body: '{"type":"https://x.example/no_x"}' }, true],
    ['the code as a word of no JSON', { status: 400, body: '<b>no_x</b>' }, true],
    ['a status of the class', { status: 299, body: null }, true],
  ])('checks what came: %s', async (_name, told, isOk) => {
    const step = stepOf('/x', [], undefined, [{ status: 400, code: 'no_x' }, { status: '2xx' }]);
    const two = caseOf('a::b', [step, step]);
    const { checks } = await runK6(scriptOf([two, caseOf('c', step)]), secrets, [told]);
    const names = isOk ? ['a: :b · 1', 'a: :b · 2', 'c'] : ['a: :b · 1', 'c'];
    expect(checks).toEqual(names.map((name) => [name, isOk]));
  });

  it('takes a 429 for a limit where it is no allowed answer, and gives up after five', async () => {
    const script = scriptOf([caseOf('a', stepOf('/x', [], undefined, [{ status: 201 }]))]);
    const limit = { status: 429, headers: { 'Retry-After': '7' } };
    const first = await runK6(script, secrets, [limit, { status: 429 }, { status: 201 }]);
    expect(first).toMatchObject({ slept: [7, 1], checks: [['a', true]] });
    const second = await runK6(script, secrets, [limit]);
    expect(second).toMatchObject({ slept: [7, 7, 7, 7, 7], checks: [['a', false]] });
    expect(second.asked).toHaveLength(6);
  });

  it('waits where the case wants it', async () => {
    const step = stepOf('/x', [], undefined, [{ status: 201 }], { wait: 120 });
    const { slept } = await runK6(scriptOf([caseOf('a', step)]), secrets, [{ status: 201 }]);
    expect(slept).toEqual([120]);
  });

  it('names every variable that is missing, and what it is', async () => {
    await expect(runK6(scriptOf(sent), {}, [])).rejects.toThrow(
      'not set: DOUBLECHECK_PRIMARY (the whole value of the header Authorization for the role primary); DOUBLECHECK_SECOND_TENANT (',
    );
  });

  it('takes its base URL from the environment, and puts secrets into paths as URLs have them', async () => {
    const step = stepOf('/x?key=${DOUBLECHECK_PRIMARY}', [], undefined, [{ status: 201 }]);
    const env = { ...secrets, DOUBLECHECK_BASE_URL: 'http://127.0.0.1:1/' };
    const { asked } = await runK6(scriptOf([caseOf('a', step)]), env, [{ status: 201 }]);
    expect(asked[0]?.url).toBe('http://127.0.0.1:1/x?key=Bearer%20mk_harbor_primary');
  });
});
