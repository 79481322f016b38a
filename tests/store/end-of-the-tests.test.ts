import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

it('a process that starts a PostgreSQL server ends with the code that it chose', async () => {
  const file = path.join(import.meta.dirname, '..', 'support', 'postgres.ts');
  const code = `await import(${JSON.stringify(file)}); process.exitCode = 7;`;
  const ended = run(process.execPath, ['--input-type=module', '--eval', code]);
  await expect(ended).rejects.toMatchObject({ code: 7 });
});
