import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusalOf, runCli, temporaryFolder } from '../support/cli.ts';

describe('doublecheck serve, told to use several processes', () => {
  it.each([
    ['memory', 'a state of its own'],
    ['sqlite:', 'one process only'],
  ])('refuses a store that they cannot share: %s', async (store, why) => {
    const name = store === 'memory' ? store : store + path.join(temporaryFolder(), 'state.db');
    const message = await refusalOf(['serve', '--port', '0', '--workers', '2', '--store', name]);
    expect(message).toContain(why);
    expect(message).toContain('postgres://');
  });

  it.each(['0', '65', '-1', '2x', '1.5', ''])('refuses %j of them', async (count) => {
    const message = await refusalOf(['serve', '--port', '0', '--workers', count]);
    expect(message).toContain('from 1 to 64');
  });
});

describe('the name of a store', () => {
  const name = 'mysql://me:secret@127.0.0.1/tickets';

  it('is not repeated when it is none, since it may hold a password', async () => {
    const message = await refusalOf(['serve', '--port', '0', '--store', name]);
    expect(message).toContain('sqlite:<file>');
    expect(message).toContain('postgres://');
    expect(message).not.toContain('secret');
  });

  it('may come from the environment, where no list of processes shows it', async () => {
    const { code, stderr } = await runCli(['serve', '--port', '0'], { DOUBLECHECK_STORE: name });
    expect({ code, stderr }).toMatchObject({ code: 2 });
    expect(stderr).toContain('DOUBLECHECK_STORE');
    expect(stderr).not.toContain('secret');
  });

  it('is told by --help, and where else it may stand', async () => {
    const { stdout } = await runCli(['serve', '--help']);
    expect(stdout).toContain('DOUBLECHECK_STORE');
    expect(stdout.replace(/\s+/g, ' ')).toContain('postgres://<user>@<host>/<database>');
  });
});
