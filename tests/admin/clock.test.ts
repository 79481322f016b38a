import { describe, expect, it } from 'vitest';
import { callAdmin } from '../support/admin.ts';
import { fileTicket } from '../support/file-ticket.ts';
import { useDouble } from '../support/use-double.ts';

const start = Date.UTC(2026, 3, 15, 12);
let realTime = start;
const double = useDouble({ realTime: () => realTime });

async function clockOfNewSandbox() {
  const { body } = await callAdmin(double.address, 'POST /sandboxes');
  const query = { sandbox: String(body.id) };
  return {
    read: async () => (await callAdmin(double.address, 'GET /clock', { query })).body,
    set: async (change: object) =>
      (await callAdmin(double.address, 'POST /clock', { query, body: change })).body,
  };
}

describe('the clock of a sandbox', () => {
  it('shows the real time', async () => {
    const clock = await clockOfNewSandbox();
    expect(await clock.read()).toEqual({ now: '2026-04-15T12:00:00.000Z', frozen: false });
  });

  it('goes on from where it was moved', async () => {
    const clock = await clockOfNewSandbox();
    await clock.set({ advance: 90.5 });
    await clock.set({ advance: -30 });
    realTime += 1000;
    expect((await clock.read()).now).toBe('2026-04-15T12:01:01.500Z');
    realTime = start;
  });

  it('stands still, now or at a time, and can be moved while it does', async () => {
    const clock = await clockOfNewSandbox();
    await clock.set({ freeze: true });
    realTime += 5000;
    expect(await clock.read()).toEqual({ now: '2026-04-15T12:00:00.000Z', frozen: true });
    await clock.set({ freeze: '2031-05-06T07:08:09+02:00' });
    expect(await clock.set({ advance: 1 })).toEqual({
      now: '2031-05-06T05:08:10.000Z',
      frozen: true,
    });
    realTime = start;
  });

  it('shows the real time again when it is released', async () => {
    const clock = await clockOfNewSandbox();
    await clock.set({ advance: 3600 });
    await clock.set({ freeze: true });
    expect(await clock.set({ real: true })).toEqual({
      now: '2026-04-15T12:00:00.000Z',
      frozen: false,
    });
  });

  it('stamps tickets and the journal', async () => {
    const client = await double.client('loop');
    await client.clock({ advance: 86_400 });
    await fileTicket(client, 'loop');
    const [ticket] = await client.list('tickets');
    const [entry] = await client.journal();
    expect([ticket?.createdAt, entry?.at]).toEqual(Array(2).fill('2026-04-16T12:00:00.000Z'));
  });

  it.each(['9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z'])(
    'shows a time after any move from %s',
    async (end) => {
      const clock = await clockOfNewSandbox();
      await clock.set({ freeze: end });
      for (const advance of [3_155_760_000, -3_155_760_000, -3_155_760_000])
        await clock.set({ advance });
      await clock.read();
    },
  );
});
