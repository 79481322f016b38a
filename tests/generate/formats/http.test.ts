// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import path from 'node:path';
import fc from 'fast-check';
import { cli, send, store } from 'httpyac';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/generate/case.ts';
import { writeHttp } from '../../../conformance/generate/formats/http.ts';
import { temporaryFolder } from '../../support/cli.ts';
import { useDouble } from '../../support/use-double.ts';
import { headerText, pathText, wireText } from './arbitraries.ts';
import { secrets, shownArrived, shownStep, stepsOf, useRecorder } from './recorder.ts';
import { aboutOf, caseOf, midlyrCases, stepOf, tickitiCases } from './sample-cases.ts';

const recorder = useRecorder();
const double = useDouble();

cli.initFileProvider();

const variables = {
  ...secrets,
  DOUBLECHECK_PRIMARY__TOKEN: 'mk_harbor_primary',
  DOUBLECHECK_PRIMARY__SHORTER: 'Bearer mk_harbor_primar',
  DOUBLECHECK_PRIMARY__OTHER_CASE: 'Bearer MK_HARBOR_PRIMARY',
  DOUBLECHECK_PRIMARY__ENCODED: 'Bearer%20mk_harbor_primary',
};

function fileOf(cases: readonly Case[], baseUrl = recorder.address): string {
  return [...writeHttp(cases, aboutOf(baseUrl))].join('');
}

/** Sends every request of a file as a user of httpyac does, and has the statuses that came. */
async function sendAll(text: string, given: Readonly<Record<string, string>>): Promise<number[]> {
  const folder = temporaryFolder();
  const file = await new store.HttpFileStore().getOrCreate(
    path.join(folder, 'cases.http'),
    async () => text,
    0,
    { workingDir: folder },
  );
  const statuses: number[] = [];
  await send({
    httpFile: file,
    variables: { ...given },
    logResponse: async (response) => {
      if (response) statuses.push(response.statusCode);
    },
  });
  return statuses;
}

function isHeld(text: string) {
  return ({ id }: Case) => !text.includes(`\n### Left out: ${id}: `);
}

describe('the .http file', () => {
  it('has httpyac send every byte of what it holds as it is', async () => {
    const text = fileOf(midlyrCases);
    const held = midlyrCases.filter(isHeld(text));
    recorder.answering(() => ({ status: 201 }));
    await sendAll(text, variables);
    expect(recorder.arrived.map((one) => shownArrived(one, ['accept']))).toEqual(
      stepsOf(held).map(shownStep),
    );
  });

  it('has httpyac send any text as it is', async () => {
    // One thing at a time: the file holds few requests in which everything is odd.
    const body = fc.oneof(
      wireText,
      wireText.map((text) => JSON.stringify({ text })),
    );
    const plain = { body: '{}', header: 'x', path: '/p' };
    const one = fc.oneof(
      fc.record({ body, header: headerText, path: pathText }),
      body.map((odd) => ({ ...plain, body: odd })),
      headerText.map((odd) => ({ ...plain, header: odd })),
      pathText.map((odd) => ({ ...plain, path: odd })),
    );
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 50, maxLength: 50 }), async (some) => {
        const cases = some.map(({ body, header, path }, index) =>
          caseOf(
            `any/${index}`,
            stepOf(path, [{ name: 'X-Any', value: header }], { text: body }, [{ status: 201 }]),
          ),
        );
        const text = fileOf(cases);
        const held = cases.filter(isHeld(text));
        count += held.length;
        recorder.answering(() => ({ status: 201 }));
        await sendAll(text, variables);
        expect(recorder.arrived.map((one) => shownArrived(one, ['accept']))).toEqual(
          stepsOf(held).map(shownStep),
        );
      }),
      { numRuns: 4, interruptAfterTimeLimit: 10_000 },
    );
    expect(count).toBeGreaterThan(20);
  });

  it.each([
    ['midlyr', midlyrCases],
    ['tickiti', tickitiCases],
  ] as const)('brings answers that are allowed from the double of %s', async (provider, cases) => {
    const { target } = await double.client(provider);
    const value = target.credentials.primary?.value ?? '';
    const text = fileOf(cases, target.baseUrl);
    const statuses = await sendAll(text, {
      DOUBLECHECK_PRIMARY: value,
      DOUBLECHECK_SECOND_TENANT: target.credentials['second-tenant']?.value ?? '',
      DOUBLECHECK_PRIMARY__TOKEN: value.split(' ').at(-1) ?? '',
      DOUBLECHECK_PRIMARY__SHORTER: value.slice(0, -1),
      DOUBLECHECK_PRIMARY__OTHER_CASE: `Bearer ${value.slice('Bearer '.length).toUpperCase()}`,
    });
    const steps = stepsOf(cases.filter(isHeld(text)));
    expect(statuses).toHaveLength(steps.length);
    expect(steps.length).toBeGreaterThan(2);
    for (const [index, { allowed }] of steps.entries()) {
      const wanted = allowed.map(({ status }) => String(status).replace('xx', '..')).join('|');
      expect(String(statuses[index])).toMatch(new RegExp(`^(?:${wanted})$`));
    }
  });

  it('leaves out what clients differ in, and says why', () => {
    const text = fileOf(midlyrCases);
    const why = text.split('\n').filter((line) => line.startsWith('### Left out: '));
    for (const line of why) expect(line).toMatch(/: [^:]{10,}\.$/);
    expect(why.map((line) => line.split(/: |\//).slice(3, 5).join('/')).sort()).toEqual(
      [
        ['hostile', 'prototype'],
        ['hostile', 'text-4'],
        ['hostile', 'variable'],
        ['invalid', 'bytes'],
        ['invalid', 'credential-3'],
        ['invalid', 'credential-4'],
        ['invalid', 'credential-5'],
        ['invalid', 'header-beyond-ascii'],
        ['invalid', 'method-GET-with-body'],
        ['invalid', 'text-with-nul'],
        ['invalid', 'too-large'],
        ['sequence', 'impossible'],
        ['valid', 'header-with-comma'],
      ].map((parts) => parts.join('/')),
    );
    expect(text).toContain(
      '# DOUBLECHECK_PRIMARY__SHORTER: the whole value of the header Authorization',
    );
    expect(text).toContain('\n@DOUBLECHECK_BASE_URL = ');
    expect(text).not.toContain('mk_harbor');
  });

  it('puts a secret into a path by the name of its encoded form', async () => {
    const step = stepOf('/x?key=${DOUBLECHECK_PRIMARY}', [], undefined, [{ status: 201 }]);
    recorder.answering(() => ({ status: 201 }));
    await sendAll(fileOf([caseOf('a/b', step)]), variables);
    expect(recorder.arrived[0]?.path).toBe('/api-root/x?key=Bearer%20mk_harbor_primary');
  });
});
