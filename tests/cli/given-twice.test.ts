import { Command, type CommanderError, Option } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { refuseGivenTwice } from '../../cli/given-twice.ts';
import { collect } from '../../cli/option-values.ts';
import { refusalOf } from '../support/cli.ts';

/** A command with an option of each kind, and what it made of its words, or why not. */
function parsed(...words: string[]) {
  const command = new Command('any')
    .addOption(new Option('-s, --seed <number>').env('ANY_SEED'))
    .option('--clause <pattern>', 'gathers', collect, [])
    .option('-q, --quiet')
    .option('--reported')
    .option('--no-reported')
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  refuseGivenTwice(command);
  try {
    return command.parse(words, { from: 'user' }).opts();
  } catch (error) {
    return (error as CommanderError).message;
  }
}

describe('an option that is given twice', () => {
  it('is refused by its name, by whichever of its names it is given', () => {
    const refusal = "error: option '-s, --seed <number>' is given twice";
    expect(parsed('--seed', '1', '--seed', '2')).toBe(refusal);
    expect(parsed('-s1', '--seed=1')).toBe(refusal);
  });

  it('is refused beside its opposite', () => {
    const refusal = /'--reported' and '--no-reported' say the opposite of each other/;
    expect(parsed('--reported', '--no-reported')).toMatch(refusal);
    expect(parsed('--no-reported', '-q', '--reported')).toMatch(/'--no-reported' and '--reported'/);
  });

  it('is taken where it gathers, and where it says the same again', () => {
    expect(parsed('--clause', 'a', '--clause', 'b', '-q', '--quiet', '--reported')).toEqual({
      clause: ['a', 'b'],
      quiet: true,
      reported: true,
    });
  });

  it('is not given by the environment', () => {
    vi.stubEnv('ANY_SEED', '1');
    expect(parsed('--seed', '2')).toMatchObject({ seed: '2' });
    vi.unstubAllEnvs();
  });

  it.each([
    [['serve', '--chaos', 'flaky', '--chaos', 'storm'], '--chaos'],
    [['target', 'init', 'mava', '-o', 'a', '--output', 'b'], '--output'],
  ])('ends the program with 2: %j', async (args, option) => {
    expect(await refusalOf(args)).toContain(option);
  });
});
