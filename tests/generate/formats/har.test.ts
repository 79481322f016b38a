// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import type { Entry, Har } from 'har-format';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/generate/case.ts';
import { writeHar } from '../../../conformance/generate/formats/har.ts';
import { compileSchema } from './har-schema.ts';
import { shownStep, stepsOf } from './recorder.ts';
import { aboutOf, caseOf, midlyrCases, stepOf, tickitiCases } from './sample-cases.ts';

const baseUrl = 'http://127.0.0.1:4010/api-root';
const all = [...midlyrCases, ...tickitiCases];

function harOf(cases: readonly Case[], url = baseUrl): Har {
  return JSON.parse([...writeHar(cases, aboutOf(url))].join(''));
}

function bodyOf({ request }: Entry): string {
  const { text = '', _encoding } = (request.postData ?? {}) as {
    text?: string;
    _encoding?: string;
  };
  return Buffer.from(text, _encoding === 'base64' ? 'base64' : 'utf8').toString('latin1');
}

describe('the HAR', () => {
  it('is one by the published schema, which notices what is wrong', () => {
    const validate = compileSchema();
    const har = harOf(all);
    expect(validate(har) || validate.errors).toBe(true);
    expect(validate(harOf([]))).toBe(true);
    const [entry] = har.log.entries;
    expect(validate({ log: { ...har.log, entries: [{ ...entry, request: { url: 'x' } }] } })).toBe(
      false,
    );
  });

  it('has every request as it is, and secrets by their names', () => {
    const { entries } = harOf(all).log;
    const isShort = (index: number) => Number(entries[index]?.request.bodySize) <= 10_000;
    const shown = entries.map((entry) => ({
      method: entry.request.method,
      path: entry.request.url.replace('http://127.0.0.1:4010', ''),
      body: bodyOf(entry),
    }));
    const wanted = stepsOf(all).map((step) => shownStep(step));
    expect(shown.filter((_one, index) => isShort(index))).toEqual(
      wanted
        .filter((_one, index) => isShort(index))
        .map(({ method, path, body }) => ({ method, path, body })),
    );
    expect(entries.map(({ request }) => request.bodySize)).toEqual(
      entries.map((entry) => bodyOf(entry).length),
    );
    expect(entries[0]?.request.headers).toEqual([
      { name: 'Authorization', value: '${DOUBLECHECK_PRIMARY}' },
      { name: 'Content-Type', value: 'application/json' },
    ]);
  });

  it('says of each request what it is and what it may come to', () => {
    const entry = harOf(all).log.entries.find(({ comment }) =>
      comment?.includes('invalid/scenario'),
    );
    expect(entry?.comment).toBe(
      [
        'midlyr/submitEvent/invalid/scenario',
        'invalid; clauses: midlyr/scenario/required',
        'wrong: /scenario, required, absent',
        'allowed: 400 invalid_request or 422; expected: 400 invalid_request',
      ].join('\n'),
    );
    expect(entry).toMatchObject({
      _doublecheck: {
        id: 'midlyr/submitEvent/invalid/scenario',
        step: 1,
        allowed: [{ status: 400 }, { status: 422 }],
      },
    });
  });

  it('has a secret in a URL by its name, in a form that URLs may have, and the rest as query', () => {
    const step = stepOf('/x?key=${DOUBLECHECK_PRIMARY}&a=%20b', [], undefined, [{ status: 201 }]);
    const [entry] = harOf([caseOf('a/b', step)], 'http://user:secret@127.0.0.1:1/').log.entries;
    expect(entry?.request.url).toBe('http://127.0.0.1:1/x?key=$%7BDOUBLECHECK_PRIMARY%7D&a=%20b');
    expect(entry?.request.queryString).toEqual([
      { name: 'key', value: '' },
      { name: 'a', value: ' b' },
    ]);
  });
});
