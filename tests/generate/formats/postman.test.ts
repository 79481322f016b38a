// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/generate/case.ts';
import { writePostman } from '../../../conformance/generate/formats/postman.ts';
import { useDouble } from '../../support/use-double.ts';
import { headerText, pathText, wireText } from './arbitraries.ts';
import { secrets, shownArrived, shownStep, stepsOf, useRecorder } from './recorder.ts';
import { failuresOf, run } from './run-collection.ts';
import { aboutOf, caseOf, midlyrCases, stepOf, tickitiCases } from './sample-cases.ts';

const recorder = useRecorder();
const double = useDouble();

function collectionOf(cases: readonly Case[], baseUrl = recorder.address) {
  return JSON.parse([...writePostman(cases, aboutOf(baseUrl))].join(''));
}

const leftOut = [
  'invalid/bytes',
  'sequence/impossible',
  'hostile/prototype',
  'header-beyond-ascii',
];
const sent = midlyrCases.filter(({ id }) => !leftOut.some((name) => id.endsWith(name)));

describe('the Postman collection', () => {
  it('sends every byte of the cases as it is', async () => {
    const steps = stepsOf(sent);
    recorder.answering((_request, index) => {
      const { status, code = '' } = steps[index]?.allowed[0] ?? { status: 500 };
      const number = status === '2xx' ? 200 : status === '4xx' ? 400 : status;
      return { status: number, body: JSON.stringify({ error: `https://x.example/${code}` }) };
    });
    const summary = await run(collectionOf(midlyrCases), secrets);
    expect(failuresOf(summary)).toEqual([]);
    expect(summary.run.stats.assertions.total).toBe(steps.length);
    expect(recorder.arrived.map((one) => shownArrived(one))).toEqual(steps.map(shownStep));
  });

  it('sends any text as it is', async () => {
    const one = fc.record({ body: wireText, header: headerText, path: pathText });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 20, maxLength: 20 }), async (some) => {
        const cases = some.map(({ body, header, path }, index) =>
          caseOf(
            `any/${index}`,
            stepOf(path, [{ name: 'X-Any', value: header }], { text: body }, [{ status: 201 }]),
          ),
        );
        const collection = collectionOf(cases);
        const isHeld = (_case: Case, index: number) => !('item' in collection.item[index]);
        recorder.answering(() => ({ status: 201 }));
        expect(failuresOf(await run(collection, secrets))).toEqual([]);
        expect(recorder.arrived.map((one) => shownArrived(one))).toEqual(
          stepsOf(cases.filter(isHeld)).map(shownStep),
        );
      }),
      { numRuns: 3, interruptAfterTimeLimit: 10_000 },
    );
  });

  it.each([
    ['midlyr', midlyrCases],
    ['tickiti', tickitiCases],
  ] as const)('passes the double of %s', async (provider, cases) => {
    const { target } = await double.client(provider);
    const summary = await run(collectionOf(cases, target.baseUrl), {
      DOUBLECHECK_PRIMARY: target.credentials.primary?.value ?? '',
      DOUBLECHECK_SECOND_TENANT: target.credentials['second-tenant']?.value ?? '',
    });
    expect(failuresOf(summary)).toEqual([]);
    const held = cases.filter(({ id }) => !leftOut.some((name) => id.endsWith(name)));
    expect(summary.run.stats.assertions.total).toBe(stepsOf(held).length);
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
    expect(failuresOf(await run(collectionOf([two, three]), secrets))).toEqual([
      'a/two · 1: allowed: 400 no_x or 2xx; expected: 400 no_x; came: 400 {"error":"no_xyz"}: expected false to equal true',
    ]);
    expect(recorder.arrived.map(({ body }) => String(body))).toEqual(['1', '3']);
  });

  it('takes a 429 for a limit where it is no allowed answer, and gives up after five', async () => {
    const limited = caseOf('a/limited', stepOf('/x', [], { text: '1' }, [{ status: 201 }]));
    const wanted = caseOf('a/wanted', stepOf('/x', [], { text: '2' }, [{ status: 429 }]));
    const said = { status: 429, headers: { 'retry-after': '0' } };
    recorder.answering((_request, index) => (index === 1 ? { status: 201 } : said));
    expect(failuresOf(await run(collectionOf([limited, wanted]), secrets))).toEqual([]);
    expect(recorder.arrived.map(({ body }) => String(body))).toEqual(['1', '1', '2']);

    recorder.answering(() => said);
    expect(failuresOf(await run(collectionOf([limited]), secrets))).toHaveLength(1);
    expect(recorder.arrived).toHaveLength(6);
  });

  it('waits where the case wants it', async () => {
    const step = stepOf('/x', [], undefined, [{ status: 201 }], { wait: 0.3 });
    recorder.answering(() => ({ status: 201 }));
    const began = performance.now();
    await run(collectionOf([caseOf('a', step)]), secrets);
    expect(performance.now() - began).toBeGreaterThan(299);
    expect(recorder.arrived).toHaveLength(1);
  });

  it('names every variable that is missing, and sends nothing', async () => {
    recorder.answering(() => ({ status: 201 }));
    const [first = ''] = failuresOf(await run(collectionOf(sent), {}));
    expect(first).toContain(
      'not set: DOUBLECHECK_PRIMARY (the whole value of the header Authorization for the role primary); DOUBLECHECK_SECOND_TENANT (',
    );
    expect(recorder.arrived).toEqual([]);
  });

  it('puts a secret into a path as URLs have it', async () => {
    const path = '/x?key=${DOUBLECHECK_PRIMARY}';
    recorder.answering(() => ({ status: 201 }));
    await run(
      collectionOf([caseOf('a/b', stepOf(path, [], undefined, [{ status: 201 }]))]),
      secrets,
    );
    expect(recorder.arrived[0]?.path).toBe('/api-root/x?key=Bearer%20mk_harbor_primary');
  });

  it('has an empty folder, with the reason, for each case that it cannot hold', () => {
    const { item } = collectionOf(midlyrCases);
    const empty = item.filter(({ item }: { item?: unknown[] }) => item);
    expect(
      empty.map(({ name }: { name: string }) => name.split('/').slice(2).join('/')).sort(),
    ).toEqual([...leftOut].map((name) => (name.includes('/') ? name : `invalid/${name}`)).sort());
    for (const { description, item } of empty) {
      expect(description).toMatch(/^Left out: .{10}/);
      expect(item).toEqual([]);
    }
  });
});
