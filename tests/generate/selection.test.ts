import { describe, expect, it } from 'vitest';
import { kinds } from '../../conformance/generate/case.ts';
import { generated } from './generated.ts';

describe('which cases are made', () => {
  it.each(kinds)('is %s ones alone, where they are asked for', async (kind) => {
    const cases = await generated('loop', { kinds: [kind], count: 300 });
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map((one) => one.kind))).toEqual(new Set([kind]));
  });

  it('is those that touch a clause', async () => {
    const cases = await generated('mava', { clauses: ['mava/tags/*'], count: 400 });
    expect(cases).toHaveLength(400);
    const strays = cases.filter(
      ({ clauses }) => !clauses.some((id) => id.startsWith('mava/tags/')),
    );
    expect(strays).toEqual([]);
  });

  it('is as many as asked for, whatever the plan has', async () => {
    expect(await generated('loop', { count: 3 })).toHaveLength(3);
    expect(await generated('loop', { count: 5000 })).toHaveLength(5000);
  });

  it('is each request once, names apart, where they are to be unique', async () => {
    const nameless = ({ steps }: { steps: readonly unknown[] }) =>
      JSON.stringify(steps).replaceAll(
        /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|dc-\w+-[0-9a-f]{8}|(?=\d*[a-f])[0-9a-f]{12,}/gi,
        '#',
      );
    const all = await generated('midlyr', { count: 1500, kinds: ['valid', 'invalid'] });
    const unique = await generated('midlyr', {
      count: 1500,
      kinds: ['valid', 'invalid'],
      unique: true,
    });
    expect(new Set(all.map(nameless)).size).toBeLessThan(all.length);
    expect(new Set(unique.map(nameless)).size).toBe(unique.length);
  });

  it('ends where no other unique case is to be had', async () => {
    const of = { clauses: ['midlyr/endpoint/unknown-method'], unique: true };
    const cases = await generated('midlyr', { ...of, count: 1_000_000 });
    expect(cases.length).toBeLessThan(1_000_000);
  });

  it.each([
    [{ count: 0 }, /count is 0.*\n.*from 1/s],
    [{ count: 1.5 }, /count is 1.5/],
    [{ seed: -1 }, /seed is -1/],
    [{ marker: 'UPPER' }, /marker is "UPPER"/],
    [{ kinds: ['vaild'] }, /kind is "vaild".*\n.*valid, boundary/s],
    [{ clauses: ['mava/tags/maxx'] }, /no clause|No clause/],
    [{ clauses: ['mava/tags/max'], kinds: ['hostile'] }, /There is no case/],
  ])('is refused for %j', async (options, message) => {
    await expect(generated('mava', options as never)).rejects.toThrow(message);
  });
});
