import { describe, expect, it } from 'vitest';
import { loadProvider } from '../../specs/contract/load.ts';
import { contractFile, providers } from '../../specs/contract/providers.ts';
import type { Clause } from '../../specs/contract/types.ts';
import { refusalOf, runCli } from '../support/cli.ts';

describe.each(providers)('doublecheck clauses %s', (provider) => {
  const all = [...loadProvider(provider).clauses.values()];

  it('lists every clause with its level, its words and its places', async () => {
    const { code, stdout, stderr } = await runCli(['clauses', provider]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { id, level, text } of all) {
      expect(stdout).toContain(`${id}  [${level}]\n  ${text}\n`);
    }
    expect(stdout.match(/^ {2}declared at \S/gm)?.length).toBeGreaterThanOrEqual(all.length);
    expect(stdout).toMatch(
      new RegExp(`^${all.length} clauses: \\d+ documented, \\d+ assumed$`, 'm'),
    );
  });

  it('lists the assumed ones with their reasons', async () => {
    const { stdout } = await runCli(['clauses', provider, '--level', 'assumed']);
    const assumed = all.filter(({ level }) => level === 'assumed');
    expect(stdout.match(/^ {2}because: /gm)).toHaveLength(assumed.length);
    expect(stdout).not.toContain('[documented]');
  });
});

describe('doublecheck clauses', () => {
  it('prints JSON for programs', async () => {
    const { stdout } = await runCli(['clauses', 'mava', '--json', '--level', 'documented']);
    const rows: (Clause & { declaredAt: string[] })[] = JSON.parse(stdout);
    const documented = [...loadProvider('mava').clauses.values()].filter(
      ({ level }) => level === 'documented',
    );
    expect(rows.map(({ id }) => id)).toEqual(documented.map(({ id }) => id));
    const homeless = rows.filter(({ declaredAt }) => !declaredAt?.length);
    expect(homeless.map(({ id }) => id)).toEqual([]);
  });

  it('takes a file as well as a name', async () => {
    const { stdout } = await runCli(['clauses', contractFile('midlyr')]);
    expect(stdout).toContain('midlyr/order  [assumed]');
  });

  it.each([
    [['clauses', 'mava', '--level', 'guessed'], 'documented, assumed'],
    [['clauses', 'zendesk'], 'zendesk'],
    [['clauses'], 'contract'],
  ])('refuses %j', async (args, message) => {
    expect(await refusalOf(args)).toContain(message);
  });
});
