import { describe, expect, it } from 'vitest';
import { trialNames, variable } from '../../cli/certify-values.ts';

describe('the variables of certify --env', () => {
  it('may have every placeholder that is filled in, and braces that are none', () => {
    const text = '{baseUrl}/{token}/{header}: {value} {} {"a":{"b":1}} { token }';
    expect(variable(`A=${text}`, { B: '1' })).toEqual({ A: text, B: '1' });
  });

  it('may not have another: the known ones are told', () => {
    expect(() => variable('URL={baseUrl}/{nonsense}', {})).toThrow(
      '{nonsense} is none of {baseUrl}, {token}, {header}, {value}.',
    );
    expect(() => variable('URL={constructor}', {})).toThrow('{constructor}');
  });

  it('have each name once', () => {
    expect(() => variable('A=2', { A: '1' })).toThrow('A is given twice');
  });
});

it('a profile that is named twice is run once, in the order of the first', () => {
  expect(['lossy', 'calm', 'lossy'].reduce(namesAnd, [])).toEqual(['lossy', 'calm']);
});

function namesAnd(before: ReturnType<typeof trialNames>, name: string) {
  return trialNames(name, before);
}
