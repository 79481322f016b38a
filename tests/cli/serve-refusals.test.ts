import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusalOf, serve, temporaryFolder } from '../support/cli.ts';

describe('doublecheck serve, when it cannot', () => {
  it('says that the port is taken, and what to do', async () => {
    const { address } = await serve(['loop']);
    const { port } = new URL(address);
    const message = await refusalOf(['serve', 'loop', '--port', port]);
    expect(message).toContain(`Port ${port} of 127.0.0.1 is taken.`);
    expect(message).toContain('--port 0');
  });

  it.each(['0.0.0.0', '::'])(
    'does not show its admin API to others without a token: %s',
    async (host) => {
      const message = await refusalOf(['serve', 'loop', '--port', '0', '--host', host]);
      expect(message).toContain(host);
      expect(message).toContain('--admin-token');
    },
  );

  it('says that the address is none of this machine', async () => {
    const args = ['--host', '192.0.2.1', '--admin-token', 'x', '--port', '0'];
    expect(await refusalOf(['serve', 'loop', ...args])).toContain('192.0.2.1');
  });

  it.each([
    ['--port', '70000', 'from 0 to 65535'],
    ['--port', '-1', 'whole number'],
    ['--port', '80x', 'whole number'],
    ['--port', '1e3', 'whole number'],
    ['--port', '', 'whole number'],
    ['--store', 'postgres', 'sqlite:<file>'],
    ['--store', 'sqlite:', 'sqlite:<file>'],
    ['--seed', 'x', 'whole number'],
    ['--colour', 'red', 'unknown option'],
  ])('says what is wrong with %s %j', async (option, value, message) => {
    expect(await refusalOf(['serve', option, value])).toContain(message);
  });

  it('says which providers there are', async () => {
    const message = await refusalOf(['serve', 'zendesk']);
    for (const name of ['midlyr', 'mava', 'loop', 'tickiti', 'supportdesk']) {
      expect(message).toContain(name);
    }
  });

  it('says which commands there are', async () => {
    expect(await refusalOf(['swerve'])).toContain('unknown command');
    expect(await refusalOf(['mock', 'mava'])).toContain('--help');
  });

  it('says in which folder it cannot write', async () => {
    const file = path.join(temporaryFolder(), 'missing', 'state.db');
    const message = await refusalOf(['serve', 'loop', '--port', '0', '--store', `sqlite:${file}`]);
    expect(message).toContain(file);
    expect(message).toContain('Name a file');
  });
});

describe('a world with a mistake', () => {
  const refusalOfWorld = async (text: string) => {
    const file = path.join(temporaryFolder(), 'world.yaml');
    writeFileSync(file, text);
    const message = await refusalOf(['serve', 'loop', '--port', '0', '--world', file]);
    return message.replaceAll(file, 'world.yaml');
  };
  const tenant = 'provider: loop\ntenants:\n  - id: one\n    credentials:\n';

  it('is shown with its line, its pointer and its mend', async () => {
    const message = await refusalOfWorld(`${tenant}      - { role: primary, tokn: x, token: y }\n`);
    expect(message).toMatch(
      /^world\.yaml:5 \/tenants\/0\/credentials\/0: there is no "tokn" here$/m,
    );
    expect(message).toMatch(/^ +Use one of: role, token, abilities, subject\.$/m);
  });

  it('is shown with all its mistakes at once', async () => {
    const message = await refusalOfWorld(`${tenant}      - { role: 1 }\n      - { token: '' }\n`);
    expect(message.match(/^world\.yaml:\d+ /gm)?.length).toBeGreaterThanOrEqual(3);
  });

  it('is shown where a name stands twice', async () => {
    const credential = '      - { role: primary, token: x }\n';
    const message = await refusalOfWorld(`${tenant}${credential}${credential}`);
    expect(message).toMatch(/^world\.yaml:6 \/tenants\/0\/credentials\/1\/role: .*twice$/m);
  });

  it.each([
    ['that is no YAML', 'provider: [loop\n', /^world\.yaml:\d+ /m],
    ['of a provider that nobody knows', 'provider: zendesk\n', /there is no double of "zendesk"/],
    [
      'of a provider that is not served',
      'provider: mava\ntenants: []\n',
      /there is no double of "mava"/,
    ],
    ['that is empty', '', /there is no double of/],
    ['without a tenant', 'provider: loop\ntenants: []\n', /^world\.yaml:2 \/tenants: /m],
  ])('is refused: one %s', async (_name, text, pattern) => {
    expect(await refusalOfWorld(text)).toMatch(pattern);
  });

  it('that is not there is named', async () => {
    const file = path.join(temporaryFolder(), 'none.yaml');
    expect(await refusalOf(['serve', '--port', '0', '--world', file])).toContain(file);
  });
});
