import { describe, expect, it } from 'vitest';
import type { GenerateOptions } from '../../conformance/generate/options.ts';
import { providers } from '../../specs/contract/providers.ts';
import { runCli } from '../support/cli.ts';
import { generated } from './generated.ts';

describe('a seed', () => {
  it.each(providers)(
    'makes the same cases for %s each time, the random ones too',
    async (provider) => {
      const options: GenerateOptions = {
        seed: 7,
        count: 900,
        kinds: ['valid', 'boundary', 'sequence'],
      };
      const [first, again] = [
        await generated(provider, options),
        await generated(provider, options),
      ];
      expect(JSON.stringify(first) === JSON.stringify(again)).toBe(true);
      expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
    },
  );

  it('makes the same bytes in another process', async () => {
    const args = ['generate', 'tickiti', '--seed', '3', '--count', '400'];
    const [first, again] = await Promise.all([runCli(args), runCli(args)]);
    expect(first.stdout.split('\n')).toHaveLength(401);
    expect(first.stdout === again.stdout).toBe(true);
  });

  it('makes other names than another seed, under the same ids', async () => {
    const [one, two] = [
      await generated('midlyr', { seed: 1, count: 40 }),
      await generated('midlyr', { seed: 2, count: 40 }),
    ];
    expect(two.map(({ id }) => id)).toEqual(one.map(({ id }) => id));
    expect(JSON.stringify(two)).not.toBe(JSON.stringify(one));
  });

  it('makes a prefix of what it makes when more is asked for', async () => {
    const some = await generated('loop', { seed: 5, count: 300, kinds: ['valid'] });
    const more = await generated('loop', { seed: 5, count: 900, kinds: ['valid'] });
    expect(JSON.stringify(more.slice(0, 300)) === JSON.stringify(some)).toBe(true);
  });
});
