import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { serve, temporaryFolder } from '../support/cli.ts';
import { expectWhole } from '../support/expect-whole.ts';
import {
  type Attempt,
  type Filer,
  filerOf,
  isAcknowledged,
  isDocumentedFailure,
} from '../support/filer.ts';
import { runLimited } from '../support/limited.ts';
import { ask, createDatabase } from '../support/postgres.ts';

/** Files tickets until one fails, and as many after it; all are acknowledged or a documented failure. */
async function fileUntilFull(filer: Filer): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  while (attempts.every(isAcknowledged)) attempts.push(await filer.file());
  for (let after = 0; after < 40; after += 1) attempts.push(await filer.file());
  const others = attempts.filter((one) => !isAcknowledged(one) && !isDocumentedFailure(one));
  expect(others).toEqual([]);
  return attempts;
}

/** All that was acknowledged is answered as it was, and what failed is done now. */
async function fileAgain(filer: Filer, attempts: readonly Attempt[]): Promise<void> {
  const again = await Promise.all(attempts.map(({ key }) => filer.file(key)));
  expect(again.filter((one) => !isAcknowledged(one))).toEqual([]);
  for (const [place, attempt] of attempts.entries())
    if (isAcknowledged(attempt)) expect(again[place]?.text).toBe(attempt.text);
  await expectWhole(filer, again);
}

describe('a full disk', () => {
  it('under a file is a documented failure, loses nothing, and once there is room all goes on', {
    timeout: 60_000,
  }, async () => {
    const store = `sqlite:${path.join(temporaryFolder(), 'state.db')}`;
    const args = ['cli/main.ts', 'serve', '--port', '0', '--quiet', '--store', store];
    const limited = await runLimited(4_096, args, /The admin API is at (\S+)\/_doublecheck/);
    const filer = await filerOf(limited.said[1] ?? '', 'tickiti');
    const attempts = await fileUntilFull(filer);
    await expectWhole(filer, attempts);
    expect(await limited.stop()).toEqual({ code: 0, signal: null });

    const serving = await serve(['--store', store, '--quiet']);
    await fileAgain(await filerOf(serving.address, 'tickiti'), attempts);
    await serving.stop();
  });

  it('under PostgreSQL is a documented failure, loses nothing, and once there is room all goes on', {
    timeout: 60_000,
  }, async () => {
    // Room for the segments of its log, of 16 MB each, and not for much of a table.
    const args = ['tests/support/postgres-process.ts'];
    const limited = await runLimited(40_960, args, /PostgreSQL is at (\S+)\./, true);
    const store = await createDatabase(limited.said[1] ?? '');
    const serving = await serve(['--store', store, '--quiet']);
    const filer = await filerOf(serving.address, 'tickiti');
    const before: Attempt[] = [];
    for (let count = 0; count < 20; count += 1) before.push(await filer.file());

    await expect(ask(store, ballast)).rejects.toThrow(/could not extend file/);
    const attempts = [...before, ...(await fileUntilFull(filer))];
    await expectWhole(filer, attempts);
    await ask(store, 'VACUUM doublecheck.entities');
    await fileAgain(filer, attempts);
    expect(await serving.stop()).toEqual({ code: 0, signal: null });
  });
});

/** More than there is room for; what was written of it when it failed stays until it is tidied up. */
const ballast = `
  INSERT INTO doublecheck.entities (sandbox, provider, kind, id, tenant, data)
  SELECT 'ballast', '', '', number, '', json_build_object('filling', repeat('x', 1900))
  FROM generate_series(1, 12000) AS number`;
