// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/generate/case.ts';
import { caseSchema } from '../../../conformance/generate/case-schema.ts';
import { writeJsonl } from '../../../conformance/generate/formats/jsonl.ts';
import { aboutOf, caseOf, midlyrCases, stepOf, tickitiCases } from './sample-cases.ts';

const all = [...midlyrCases, ...tickitiCases];
const isCase = new Ajv2020({ strict: true, strictTypes: false }).compile<Case>(caseSchema);

/** Every schema that describes something, with its place. */
function describedIn(schema: unknown, place = ''): [string, Record<string, unknown>][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = schema as Record<string, unknown>;
  const inner = Object.entries(own).flatMap(([name, value]) =>
    describedIn(value, `${place}/${name}`),
  );
  return /\/properties\/[^/]+$/.test(place) ? [[place, own], ...inner] : inner;
}

describe('JSONL', () => {
  const lines = [...writeJsonl(all, aboutOf('http://127.0.0.1'))];

  it('has each case on a line of its own, as it is', () => {
    expect(lines.map((line) => JSON.parse(line))).toEqual(all);
    for (const line of lines) expect(line.split('\n')).toHaveLength(2);
  });

  it('is as its schema says, which describes every property', () => {
    for (const line of lines) expect(isCase(JSON.parse(line)) || isCase.errors).toBe(true);
    const described = describedIn(caseSchema);
    expect(described.length).toBeGreaterThan(20);
    for (const [place, { description }] of described) expect(description, place).toMatch(/\.$/);
  });

  const good = caseOf(
    'a/b',
    stepOf('/x', [{ name: 'A', value: 'b' }], { text: '' }, [{ status: 201 }]),
  );
  const withStep = (parts: object) => ({ ...good, steps: [{ ...good.steps[0], ...parts }] });
  const withRequest = (parts: object) =>
    withStep({ request: { ...good.steps[0].request, ...parts } });
  it.each([
    ['an unknown property', { ...good, more: 1 }],
    ['no kind', { ...good, kind: undefined }],
    ['another kind', { ...good, kind: 'odd' }],
    ['no step', { ...good, steps: [] }],
    ['no outcome', withStep({ allowed: [] })],
    ['a status out of range', withStep({ allowed: [{ status: 99 }] })],
    ['another class', withStep({ expected: [{ status: '5xx' }] })],
    ['a path that is a URL', withRequest({ path: 'http://x' })],
    ['a header of two lines', withRequest({ headers: [{ name: 'a', value: 'b\nc' }] })],
    ['two bodies', withRequest({ body: { text: '', base64: '' } })],
    ['half a part', withRequest({ body: { parts: [{ text: '' }] } })],
    ['a change without its operator', { ...good, violation: { pointer: '', keyword: 'type' } }],
  ])('is not taken with %s', (_name, bad) => {
    expect(isCase(good)).toBe(true);
    expect(isCase(JSON.parse(JSON.stringify(bad)))).toBe(false);
  });

  it('refuses a case whose credential is unknown', () => {
    const value = '${DOUBLECHECK_NOBODY}';
    const bad = caseOf('a/b', stepOf('/x', [{ name: 'A', value }], undefined, [{ status: 201 }]));
    expect(() => [...writeJsonl([bad], aboutOf('http://127.0.0.1'))]).toThrow('DOUBLECHECK_NOBODY');
  });
});
