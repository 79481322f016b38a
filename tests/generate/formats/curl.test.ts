// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/generate/case.ts';
import { writeCurl } from '../../../conformance/generate/formats/curl.ts';
import { useDouble } from '../../support/use-double.ts';
import { headerText, pathText, wireText } from './arbitraries.ts';
import { secrets, shownArrived, shownStep, stepsOf, useRecorder } from './recorder.ts';
import { runScript } from './run-script.ts';
import {
  aboutOf,
  caseOf,
  json,
  midlyrCases,
  primary,
  stepOf,
  tickitiCases,
} from './sample-cases.ts';

const recorder = useRecorder();
const double = useDouble();

function scriptOf(cases: readonly Case[], baseUrl = recorder.address): string {
  return [...writeCurl(cases, aboutOf(baseUrl))].join('');
}

const sent = midlyrCases.filter(({ id }) => !id.endsWith('impossible'));

describe('the curl script', () => {
  it.each(['dash', 'bash'])('sends every byte of the cases as it is, in %s', async (shell) => {
    const steps = stepsOf(sent);
    recorder.answering((_request, index) => {
      const { status, code = '' } = steps[index]?.allowed[0] ?? { status: 500 };
      const number = status === '2xx' ? 200 : status === '4xx' ? 400 : status;
      return { status: number, body: JSON.stringify({ error: code }) };
    });
    const { code, stdout, stderr } = await runScript(scriptOf(midlyrCases), secrets, shell);
    expect(stderr).toBe('');
    expect(stdout).not.toMatch(/^not ok/m);
    expect(code).toBe(0);
    expect(recorder.arrived.map((one) => shownArrived(one))).toEqual(steps.map(shownStep));
  });

  it('sends any text as it is', async () => {
    const one = fc.record({ body: wireText, header: headerText, path: pathText });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 30, maxLength: 30 }), async (some) => {
        const cases = some.map(({ body, header, path }, index) =>
          caseOf(
            `any/${index}`,
            stepOf(path, [{ name: 'X-Any', value: header }], { text: body }, [{ status: 201 }]),
          ),
        );
        recorder.answering(() => ({ status: 201 }));
        expect(await runScript(scriptOf(cases), secrets)).toMatchObject({ code: 0, stderr: '' });
        expect(recorder.arrived.map((one) => shownArrived(one))).toEqual(
          stepsOf(cases).map(shownStep),
        );
      }),
      { numRuns: 4, interruptAfterTimeLimit: 10_000 },
    );
  });

  it.each([
    ['midlyr', midlyrCases],
    ['tickiti', tickitiCases],
  ] as const)('passes the double of %s', async (provider, cases) => {
    const { target } = await double.client(provider);
    const env = {
      DOUBLECHECK_BASE_URL: `${target.baseUrl}/`,
      DOUBLECHECK_PRIMARY: target.credentials.primary?.value ?? '',
      DOUBLECHECK_SECOND_TENANT: target.credentials['second-tenant']?.value ?? '',
    };
    const { code, stdout, stderr } = await runScript(scriptOf(cases), env);
    expect(stderr).toBe('');
    expect(stdout).not.toMatch(/^not ok/m);
    const leftOut = stdout.match(/ # SKIP /g)?.length ?? 0;
    expect(stdout.split('\n').slice(-3)).toEqual([
      `1..${cases.length}`,
      `# ${cases.length} cases: ${cases.length - leftOut} ok, 0 not ok, ${leftOut} left out`,
      '',
    ]);
    expect(code).toBe(0);
  });

  it('says what came instead, sends no later step of the case, and goes on', async () => {
    const two = caseOf('a/two', [
      stepOf('/x', [], { text: '1' }, [{ status: 400, code: 'no_x' }, { status: '2xx' }]),
      stepOf('/x', [], { text: '2' }, [{ status: 201 }]),
    ]);
    const three = caseOf('a/three', stepOf('/x', [], { text: '3' }, [{ status: 201 }]));
    recorder.answering((_request, index) =>
      index === 0 ? { status: 400, body: '{"error":"no_xyz"}' } : { status: 201 },
    );
    const { code, stdout } = await runScript(scriptOf([two, three]), secrets);
    expect(stdout).toBe(
      [
        'not ok 1 - a/two',
        '# request 1 allows: 400 no_x',
        '# request 1 allows: 2xx',
        '# came: 400 {"error":"no_xyz"}',
        'ok 2 - a/three',
        '1..2',
        '# 2 cases: 1 ok, 1 not ok, 0 left out',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
    expect(recorder.arrived.map(({ body }) => String(body))).toEqual(['1', '3']);
  });

  it('says that no answer came', async () => {
    const one = caseOf('a/b', stepOf('/x', [], undefined, [{ status: 201 }]));
    const { code, stdout } = await runScript(scriptOf([one], 'http://127.0.0.1:1'), secrets);
    expect(stdout).toContain('# no answer: curl: (7)');
    expect(code).toBe(1);
  });

  it('takes a 429 for a limit where it is no allowed answer, and gives up after five', async () => {
    const limited = caseOf('a/limited', stepOf('/x', [], { text: '1' }, [{ status: 201 }]));
    const wanted = caseOf(
      'a/wanted',
      stepOf('/x', [], { text: '2' }, [{ status: 429, code: 'slow' }]),
    );
    recorder.answering((_request, index) =>
      index === 1
        ? { status: 201 }
        : { status: 429, headers: { 'retry-after': '0' }, body: '{"e":"slow"}' },
    );
    const first = await runScript(scriptOf([limited, wanted]), secrets);
    expect(first.stdout).toMatch(
      /^# waits 0 s: a limit was met\nok 1 - a\/limited\nok 2 - a\/wanted\n/,
    );
    expect(recorder.arrived).toHaveLength(3);

    recorder.answering(() => ({ status: 429, headers: { 'Retry-After': '0' } }));
    const second = await runScript(scriptOf([limited]), secrets);
    expect(second.stdout).toContain('not ok 1 - a/limited');
    expect(recorder.arrived).toHaveLength(6);
  });

  it('waits where the case wants it', async () => {
    const step = stepOf('/x', [], undefined, [{ status: 201 }], { wait: 0.5 });
    recorder.answering(() => ({ status: 201 }));
    const { stdout } = await runScript(scriptOf([caseOf('a', step)]), secrets);
    expect(stdout).toMatch(/^# waits 1 s: the case wants it\nok 1 - a\n/);
  });

  it('names every variable that is missing, before it sends anything', async () => {
    recorder.answering(() => ({ status: 201 }));
    const { code, stdout, stderr } = await runScript(scriptOf(sent), {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      'DOUBLECHECK_PRIMARY is not set: it is the whole value of the header Authorization for the role primary.',
    );
    expect(stderr).toContain('export DOUBLECHECK_SECOND_TENANT=...');
    expect(recorder.arrived).toEqual([]);
  });

  it('puts a secret into a path as URLs have it', async () => {
    const path = '/x?key=${DOUBLECHECK_PRIMARY}&y=$${z}';
    const one = caseOf('a/b', stepOf(path, [primary], undefined, [{ status: 201 }]));
    recorder.answering(() => ({ status: 201 }));
    await runScript(scriptOf([one]), secrets);
    expect(recorder.arrived[0]?.path).toBe('/api-root/x?key=Bearer%20mk_harbor_primary&y=${z}');
  });

  it('is in order for a shell that only reads it, and has no line that no editor would show', () => {
    const script = scriptOf([...midlyrCases, ...tickitiCases]);
    execFileSync('sh', ['-n'], { input: script });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(script).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    expect(script.length).toBeLessThan(70_000);
  });

  it('refuses a case whose credential is unknown', () => {
    const value = '${DOUBLECHECK_NOBODY}';
    const one = caseOf(
      'a/b',
      stepOf('/x', [{ name: 'A', value }, json], undefined, [{ status: 201 }]),
    );
    expect(() => scriptOf([one])).toThrow(
      "a/b names DOUBLECHECK_NOBODY, which is no role's credential",
    );
  });
});
