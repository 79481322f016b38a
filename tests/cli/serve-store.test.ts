import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { refusalOf, type Serving, serve, temporaryFolder } from '../support/cli.ts';

const event = { scenario: 'complaint', content: { type: 'text', text: 'Charged twice.' } };

async function submit({ address }: Serving, externalRef: string) {
  const answer = await fetch(`${address}/api/v1/events`, {
    method: 'POST',
    headers: { Authorization: 'Bearer mk_harbor_primary', 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...event, externalRef }),
  });
  return (await answer.json()) as { ticketId: string; created: boolean };
}

async function ticketsOf({ address }: Serving): Promise<string[]> {
  const answer = await fetch(`${address}/_doublecheck/tickets?provider=midlyr`);
  return ((await answer.json()) as { id: string }[]).map(({ id }) => id);
}

function openFile(file: string): Promise<Serving> {
  return serve(['midlyr', '--store', `sqlite:${file}`]);
}

describe('a store in a file', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('keeps tickets and keys over %s', async (signal) => {
    const file = path.join(temporaryFolder(), 'state.db');
    const before = await openFile(file);
    const first = await submit(before, 'case-1');
    await before.stop(signal);

    const after = await openFile(file);
    expect(await ticketsOf(after)).toEqual([first.ticketId]);
    expect(await submit(after, 'case-1')).toMatchObject({ ...first, created: false });
    expect((await submit(after, 'case-2')).created).toBe(true);
    await after.stop();
  });

  it('keeps sandboxes and their clocks', async () => {
    const file = path.join(temporaryFolder(), 'state.db');
    const before = await openFile(file);
    const admin = `${before.address}/_doublecheck`;
    const made = await fetch(`${admin}/sandboxes`, { method: 'POST' });
    const { id } = (await made.json()) as { id: string };
    await fetch(`${admin}/clock?sandbox=${id}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"freeze":"2030-01-01T00:00:00Z"}',
    });
    await before.stop();

    const after = await openFile(file);
    const clock = await fetch(`${after.address}/_doublecheck/clock?sandbox=${id}`);
    expect(await clock.json()).toEqual({ now: '2030-01-01T00:00:00.000Z', frozen: true });
    await after.stop();
  });

  it('is forgotten without one', async () => {
    const before = await serve(['midlyr']);
    await submit(before, 'case-1');
    await before.stop();
    const after = await serve(['midlyr']);
    expect(await ticketsOf(after)).toEqual([]);
  });
});

/** A file of ours with everything in it, the write-ahead log included. */
async function usedStore(): Promise<string> {
  const file = path.join(temporaryFolder(), 'state.db');
  const serving = await openFile(file);
  await submit(serving, 'case-1');
  await serving.stop();
  return file;
}

describe('a file that is no store of ours', () => {
  async function messageOn(file: string): Promise<string> {
    const before = readFileSync(file);
    const message = await refusalOf([
      'serve',
      'midlyr',
      '--port',
      '0',
      '--store',
      `sqlite:${file}`,
    ]);
    expect(message).toContain(file);
    expect(readFileSync(file).equals(before)).toBe(true);
    return message;
  }

  it('is left as it is when it is no database', async () => {
    const file = path.join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'Buy bread and cheese.\n'.repeat(100));
    expect(await messageOn(file)).toContain('no SQLite database');
  });

  it("is left as it is when it is another program's", async () => {
    const file = path.join(temporaryFolder(), 'music.db');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE songs (title TEXT)');
    database.close();
    expect(await messageOn(file)).toContain("another program's");
  });

  it('is left as it is when a newer version wrote it', async () => {
    const file = path.join(temporaryFolder(), 'state.db');
    await (await openFile(file)).stop();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(await messageOn(file)).toContain('newer doublecheck');
  });

  it.each([1 / 4, 1 / 2, 3 / 4])('is left as it is when only %d of it are there', async (part) => {
    const file = await usedStore();
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, Math.floor(whole.length * part)));
    expect(await messageOn(file)).toMatch(/damaged|malformed|torn/);
  });

  it('is left as it is when its middle was overwritten', async () => {
    const file = await usedStore();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096, 4096 * 3);
    writeFileSync(file, bytes);
    expect(await messageOn(file)).toMatch(/damaged|malformed|torn/);
  });
});
