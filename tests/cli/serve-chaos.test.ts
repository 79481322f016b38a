import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { profileNames } from '../../mock-server/chaos/profiles.ts';
import { refusalOf, serve, temporaryFolder } from '../support/cli.ts';

const headers = { Authorization: 'Bearer loop_harbor_primary', 'Content-Type': 'application/json' };

/** Writes a file of chaos and has its name. */
function written(text: string, name = 'chaos.yaml'): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

const post = (address: string) =>
  fetch(`${address}/v1/support/tickets`, { method: 'POST', headers, body: '{}' });

describe('doublecheck serve --chaos', () => {
  it('says which trouble there is, and the seed that gives it again', async () => {
    const { banner, address } = await serve(['loop', '--chaos', 'lossy']);
    const seed = banner.match(/^Chaos: lossy, with seed (\d+)\.$/m)?.[1];
    const chaos = await (await fetch(`${address}/_doublecheck/chaos`)).json();
    expect(chaos).toMatchObject({ profile: 'lossy', seed: Number(seed), stealth: false });
    await expect(post(address)).rejects.toThrow();
  });

  it('takes the seed, and hides the trouble, when it is told to', async () => {
    const args = ['loop', '--chaos', 'storm', '--chaos-seed', '7', '--stealth'];
    const { banner, address } = await serve(args);
    expect(banner).toContain('Chaos: storm, with seed 7.');
    const answer = await post(address);
    expect(answer.status).toBe(429);
    expect(answer.headers.has('doublecheck-fault')).toBe(false);
  });

  it.each([
    ['YAML', 'chaos.yaml', 'seed: 3\nrules:\n  - { trouble: gateway, status: 503, first: 1 }\n'],
    ['JSON', 'chaos.json', '{"seed":3,"rules":[{"trouble":"gateway","status":503,"first":1}]}'],
  ])('reads rules of the user from a file of %s', async (_what, name, text) => {
    const { banner, address } = await serve(['loop', '--chaos', written(text, name)]);
    expect(banner).toContain('Chaos: rules of a file, with seed 3.');
    const answer = await post(address);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('doublecheck-fault')).toBe('gateway 503');
    expect((await post(address)).status).toBe(400);
  });

  it('says nothing of chaos when there is none', async () => {
    expect((await serve(['loop'])).banner).not.toContain('Chaos');
  });
});

describe('doublecheck serve --chaos, when it cannot', () => {
  const refused = (...args: string[]) => refusalOf(['serve', 'loop', '--port', '0', ...args]);

  it('names the profiles', async () => {
    const message = await refused('--chaos', 'stormy');
    for (const name of profileNames) expect(message).toContain(name);
  });

  it('says on which lines the file is wrong', async () => {
    const file = written(
      'rules:\n  - trouble: gateway\n    status: 500\n  - trouble: rain\n  - trouble: server-error\n    seconds: 4\n',
    );
    const message = await refused('--chaos', file);
    expect(message).toContain(`${file}:3 /rules/0/status: `);
    expect(message).toContain(`${file}:4 /rules/1/trouble: `);
    expect(message).toMatch(/:5 \/rules\/2: .*seconds/);
  });

  it('says of a wrong value which are right, and nothing else of its rule', async () => {
    const rule = '{ trouble: lost-answer, how: resett, patience: 3 }';
    const file = written(`rules:\n  - ${rule}\n  - { trouble: latency, latenci: 3 }\n`);
    const message = await refused('--chaos', file);
    expect(message).toContain(
      `${file}:2 /rules/0/how: must be equal to one of the allowed values: reset, hang\n    docs/chaos.md describes the rules.`,
    );
    expect(message).toContain(`${file}:3 /rules/1: must have required property 'latency'`);
    expect(message).not.toContain('unevaluated');
  });

  it.each([
    ['that is no YAML', 'rules: [', ':1'],
    ['that is empty', '', 'object'],
    ['without any trouble', 'seed: 4\n', 'Give a profile, or rules'],
    ['with an empty list', 'rules: []\n', ':1 /: there is no trouble in it'],
    ['with an empty object', '{}\n', ':1 /: there is no trouble in it'],
    [
      'for a credential that the world lacks',
      'rules:\n  - { trouble: unknown-field }\n  - { trouble: server-error, credential: platform-harbor/primray }\n',
      'rule 2: no credential is platform-harbor/primray. Use one of platform-harbor/primary, ',
    ],
    ['for another provider', 'profile: flaky\nprovider: mava\n', 'no provider is mava'],
  ])('says what is wrong with a file %s', async (_what, text, message) => {
    expect(await refused('--chaos', written(text))).toContain(message);
  });

  it('says which file is not there', async () => {
    expect(await refused('--chaos', './nowhere.yaml')).toContain('nowhere.yaml');
  });

  it.each([[['--stealth']], [['--chaos-seed', '4']]])('has no use for %j alone', async (args) => {
    expect(await refused(...args)).toContain('--chaos, which is missing');
  });

  it.each(['-1', 'x', '4294967296'])('takes no seed of %s', async (seed) => {
    expect(await refused('--chaos', 'flaky', '--chaos-seed', seed)).toContain('whole number');
  });
});
