import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChaosError, type ChaosOptions } from '../../mock-server/chaos/read-chaos.ts';
import { createDouble, type Double } from '../../mock-server/double.ts';

let double: Double;
beforeAll(async () => {
  double = await createDouble({ providers: ['tickiti'] });
});
afterAll(() => double.close());

/** What no type has checked, as a program in JavaScript may have it. */
const untyped = (chaos: unknown) => chaos as ChaosOptions;

const failing = { trouble: 'server-error' };

describe('setChaos', () => {
  it.each([
    ['no object', null, 'must be object'],
    ['a profile that is not there', { profile: 'stormy' }, /^profile: must be .*flaky, storm/],
    ['a name of nothing', { profil: 'flaky' }, /additional properties: profil$/],
    ['a rule without a trouble', { rules: [{}] }, /^rule 1: .*'trouble'/],
    ['a trouble that is not there', { rules: [{ trouble: 'rain' }] }, /^rule 1: trouble: /],
    ['late answers without a time', { rules: [{ trouble: 'latency' }] }, /^rule 1: .*'latency'/],
    ['a time of no form', { rules: [{ trouble: 'latency', latency: 3 }] }, /\{ fixed \}/],
    ['a page of no gateway', { rules: [{ trouble: 'gateway', status: 599 }] }, /502, 503, 504$/],
    ['a lost answer without a way', { rules: [{ trouble: 'lost-answer' }] }, /'how'/],
    ['a slow body without a time', { rules: [{ trouble: 'slow-body' }] }, /'seconds'/],
    ['a probability below 0', { rules: [{ ...failing, probability: -1 }] }, /^rule 1: probability/],
    [
      'a number that is none',
      { rules: [{ ...failing, probability: Number.NaN }] },
      /^rule 1: probability/,
    ],
    ['a count below 1', { rules: [failing, { ...failing, times: -3 }] }, /^rule 2: times: must be/],
  ])('refuses %s as ChaosError, and changes nothing', async (_what, wrong, message) => {
    await double.setChaos({ profile: 'storm', seed: 1 });
    const before = await double.chaos();
    const refusal = await double.setChaos(untyped(wrong)).catch((error) => error);
    expect(refusal).toBeInstanceOf(ChaosError);
    expect(refusal.message).toMatch(message);
    expect(refusal.mend).toEqual(expect.any(String));
    expect(await double.chaos()).toEqual(before);
  });

  it('takes a value that is undefined for one that is left out', async () => {
    await double.setChaos(untyped({ profile: 'storm', rules: undefined, seed: undefined }));
    expect(await double.chaos()).toMatchObject({ profile: 'storm', seed: expect.any(Number) });
  });
});

describe('createDouble', () => {
  it('refuses such chaos as well', async () => {
    const chaos = untyped({ rules: [{ trouble: 'slow-body' }] });
    await expect(createDouble({ providers: ['tickiti'], chaos })).rejects.toThrow(ChaosError);
  });
});
