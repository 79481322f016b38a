import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, serve, temporaryFolder } from '../support/cli.ts';
import { crash, removeCrashed } from '../support/crash-postgres.ts';
import { contentOf, usedFile } from '../support/damaged-file.ts';
import { ask, type PostgresServer, startPostgres } from '../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => removeCrashed(server));

/** What is said of a store that cannot be used: one line, without the password. */
async function refusalOfStore(store: string): Promise<string> {
  const message = (await refusalOf(['serve', '--port', '0', '--store', store])).trimEnd();
  expect(message.split('\n')).toHaveLength(1);
  expect(message).not.toContain('password@');
  return message;
}

/** Everything in a database that has a name, and how many rows it has. */
async function shapeOf(url: string) {
  const rows = await ask(
    url,
    `SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind,
       CASE WHEN c.relkind = 'r' THEN (xpath('/row/count/text()',
         query_to_xml(format('SELECT count(*) FROM %I.%I', n.nspname, c.relname), false, true, '')))[1]::text END AS rows
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1, 2`,
  );
  return [...rows, ...(await ask(url, 'SELECT nspname FROM pg_namespace ORDER BY 1'))];
}

describe('a database that is not ours to use', () => {
  it.each([
    ['has a schema of that name', 'CREATE SCHEMA doublecheck', 'not ours'],
    [
      'has tables of that name',
      'CREATE SCHEMA doublecheck; CREATE TABLE doublecheck.sandboxes (id TEXT); INSERT INTO doublecheck.sandboxes VALUES (1)',
      'not ours',
    ],
  ])('is left as it is when somebody else %s', async (_, sql, words) => {
    const url = await server.database();
    await ask(url, sql);
    const before = await shapeOf(url);
    expect(await refusalOfStore(url)).toContain(words);
    expect(await shapeOf(url)).toEqual(before);
  });

  it('is left as it is when a newer doublecheck wrote it', async () => {
    const url = await server.database();
    await (await serve(['--store', url])).stop();
    await ask(url, 'INSERT INTO doublecheck.migrations VALUES (99)');
    const before = await shapeOf(url);
    expect(await refusalOfStore(url)).toMatch(/newer doublecheck .* version 99/);
    expect(await shapeOf(url)).toEqual(before);
  });

  it('is left as it is when its user may make nothing there', async () => {
    const url = await server.database();
    await ask(url, `CREATE ROLE reader LOGIN PASSWORD 'password'`);
    const before = await shapeOf(url);
    const asReader = Object.assign(new URL(url), { username: 'reader' });
    expect(await refusalOfStore(asReader.href)).toContain('right to create');
    expect(await shapeOf(url)).toEqual(before);
  });
});

describe('a database that is not there', () => {
  it.each([
    ['the password is wrong', { password: 'wrong-password' }, /authentication/],
    ['the user is unknown', { username: 'nobody' }, /nobody/],
    ['there is no such database', { pathname: '/nowhere' }, /nowhere/],
  ])('is named, and the password is not: %s', async (_, change, words) => {
    const url = Object.assign(new URL(server.url), change);
    const message = await refusalOfStore(url.href);
    expect(message).toMatch(words);
    expect(message).toContain(`postgres://${url.host}${url.pathname}`);
  });

  it.each([
    ['that is no URL', 'postgres://user:p@sscret@127.0.0.1:99999/database'],
    [
      'that wants a certificate which is not there',
      'postgres://user:sscret@127.0.0.1:9/database?sslmode=verify-full&sslrootcert=/none.pem',
    ],
  ])('is told of in one line, without the password, by a URL %s', async (_, url) => {
    expect(await refusalOfStore(url)).not.toContain('sscret');
  });

  it('is named, and the password is not: nobody listens', async () => {
    await crash(server, 'SIGINT');
    const message = await refusalOfStore(server.url);
    expect(message).toContain('ECONNREFUSED');
    expect(message).toContain(new URL(server.url).host);
  });
});

describe('a file that is no store', () => {
  it('is named: a directory', async () => {
    const folder = path.join(temporaryFolder(), 'folder.db');
    mkdirSync(folder);
    expect(await refusalOfStore(`sqlite:${folder}`)).toContain(folder);
    expect(contentOf(path.join(folder, 'any'))).toEqual({});
  });

  it('is named: one whose folder is a file', async () => {
    const file = path.join(temporaryFolder(), 'state.db');
    await usedFile(file);
    const before = contentOf(file);
    const inside = path.join(file, 'state.db');
    expect(await refusalOfStore(`sqlite:${inside}`)).toContain(inside);
    expect(contentOf(file)).toEqual(before);
  });

  it('is named: one that another double has open, which goes on', async () => {
    const file = path.join(temporaryFolder(), 'state.db');
    const first = await serve(['--store', `sqlite:${file}`]);
    const message = await refusalOfStore(`sqlite:${file}`);
    expect(message).toContain(`${file} is in use by another process`);
    expect((await fetch(`${first.address}/_doublecheck/health`)).status).toBe(200);
    expect(await first.stop()).toEqual({ code: 0, signal: null });
  });
});
