import { describe, expect, it } from 'vitest';
import { defectsOf } from '../../mock-server/defects/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { refusalOf, runCli, serve } from '../support/cli.ts';

const ids = (provider: (typeof providers)[number]) => [...defectsOf(loadProvider(provider)).keys()];

describe('doublecheck defects', () => {
  it('lists all, of every provider', async () => {
    const { stdout } = await runCli(['defects']);
    const all = providers.flatMap(ids);
    expect(stdout.split('\n').filter((line) => line.includes('~'))).toEqual(all);
    expect(stdout).toMatch(new RegExp(`^${all.length} defects of \\d+ clauses$`, 'm'));
  });

  it('lists those of one provider and of clauses that are like a pattern', async () => {
    const { stdout } = await runCli(['defects', 'mava', '--clause', 'mava/rate-limit/*']);
    const expected = ids('mava').filter((id) => id.startsWith('mava/rate-limit/'));
    expect(expected.length).toBeGreaterThan(5);
    expect(stdout.split('\n').filter((line) => line.includes('~'))).toEqual(expected);
  });

  it.each([
    [['defects', 'zendesk'], 'midlyr'],
    [['defects', '--clause', 'mava/nothing'], 'mava/nothing'],
    [
      ['serve', '--port', '0', '--defect', 'loop/order~ownership-before-validatio'],
      'loop/order~ownership-before-validation',
    ],
    [
      ['serve', 'mava', '--port', '0', '--defect', 'loop/order~ownership-before-validation'],
      'doublecheck defects',
    ],
  ])('refuses %j', async (args, message) => {
    expect(await refusalOf(args)).toContain(message);
  });
});

describe('doublecheck serve --defect', () => {
  it('serves with defects and says so', async () => {
    const [first = '', second = ''] = ids('loop');
    const { banner, address } = await serve(['loop', '--defect', first, '--defect', second]);
    expect(banner).toContain(`Broken on purpose: ${first}, ${second}`);
    const health = await fetch(`${address}/_doublecheck/health`);
    expect(await health.json()).toMatchObject({ defects: [first, second] });
  });
});
