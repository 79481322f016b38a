import { describe, expect, it } from 'vitest';
import type { Report } from '../../conformance/report/report.ts';
import { Pacer } from '../../conformance/suite/pacer.ts';
import { StopRun } from '../../conformance/suite/stop-run.ts';
import type { Target } from '../../conformance/target/target.ts';
import { TargetError } from '../../conformance/target/target-error.ts';
import { judgeBehind, losing, rewriting } from '../support/behind.ts';

const verdictOf = (report: Report, id: string) =>
  report.clauses.find((clause) => clause.id === id)?.verdict;

const failures = (report: Report) => report.findings.filter(({ verdict }) => verdict === 'fail');

/** Codes of capitals, the other way round: as long as they were, and of no catalogue. */
const renamed = rewriting((text) =>
  text.replace(/"[A-Z]+(?:_[A-Z]+)+"/g, (code) => [...code].reverse().join('')),
);

describe('a finding', () => {
  it('names each clause that is broken, however many one cause breaks', async () => {
    const report = await judgeBehind('mava', renamed, { phases: ['coverage'] });
    const named = new Set(report.findings.flatMap(({ clauses }) => clauses));
    const broken = report.clauses.filter(({ verdict }) => ['fail', 'warn'].includes(verdict));
    expect(broken.length).toBeGreaterThan(10);
    expect(broken.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
  });
});

describe('what is no fault of the server', () => {
  it('is an answer that was lost on its way, after all was done', async () => {
    const oneByOne = () => ({ pacing: { concurrency: 1 } });
    for (const each of [7, 23])
      expect(failures(await judgeBehind('midlyr', losing(each), {}, oneByOne))).toEqual([]);
  });

  it('is a quota of its own tenant, which the run comes to use up', async () => {
    let created = 0;
    const report = await judgeBehind('supportdesk', (request, response, pass) => {
      if (++created <= 200) return pass();
      request.resume();
      const error = { code: 'PLAN_LIMIT_REACHED', message: 'No more this month.' };
      response.writeHead(403, { 'Content-Type': 'application/json' });
      return response.end(JSON.stringify({ success: false, error }));
    });
    expect(failures(report)).toEqual([]);
    expect(report.exitCode).toBe(3);
    expect(report.stopped?.message).toContain('quota');
  });

  it('is that an operation is nowhere which the page only mentions', async () => {
    const report = await judgeBehind('tickiti', (request, response, pass) => {
      if (request.url !== '/api/tickets/create') return pass();
      request.resume();
      return response.writeHead(404).end('not found');
    });
    expect(failures(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(verdictOf(report, 'tickiti/unified/creates-ticket')).toBe('inconclusive');
    expect(verdictOf(report, 'tickiti/idempotency/conflict')).toBe('pass');
  });

  it('is a clock hook that fails: the run says so, and whose fault it is', async () => {
    const report = await judgeBehind(
      'midlyr',
      (_request, _response, pass) => pass(),
      {},
      () => ({
        controls: {
          advance: async () => {
            throw new TargetError(3, 'The clock hook failed', 'Mend "clock".');
          },
        },
      }),
    );
    expect(report.stopped).toMatchObject({ by: 'unusable', mend: 'Mend "clock".' });
    expect(failures(report)).toEqual([]);
  });

  it('is a limit that lets nothing through from the first request on', async () => {
    const report = await judgeBehind(
      'midlyr',
      (request, response) => {
        request.resume();
        response.writeHead(429, { 'Retry-After': '100000' }).end();
      },
      {},
      () => ({ controls: {} }),
    );
    expect(report.stopped?.by).toBe('unusable');
    expect(report.stopped?.message).toContain('429');
  });
});

describe('what was permitted', () => {
  it.each(['midlyr', 'mava', 'supportdesk'] as const)(
    'is not overdrawn at %s: no ticket more, also by races and histories',
    async (provider) => {
      let created = 0;
      const report = await judgeBehind(
        provider,
        (request, response, pass) => {
          response.on('finish', () => {
            if (request.method === 'POST' && response.statusCode < 300) created++;
          });
          pass();
        },
        { phases: ['sequences', 'races', 'limits'] },
        () => ({ may: { createTickets: 25, exhaustRateLimit: true, useUpQuota: true } }),
      );
      expect(report.stopped?.by).toBe('max-tickets');
      expect(created).toBeGreaterThan(15);
      expect(created).toBeLessThanOrEqual(25);
    },
  );

  it('is the same for all who ask at once: a limit has so much room, and no more', async () => {
    const target = { limits: { rate: { limit: 50, window: 3600 } } } as Target;
    const pacer = new Pacer(target, undefined, undefined, () => {});
    const turns = await Promise.allSettled(Array.from({ length: 60 }, () => pacer.turn('key')));
    const refused = turns.flatMap((turn) => (turn.status === 'rejected' ? [turn.reason] : []));
    expect(refused).toHaveLength(10);
    expect(refused[0]).toBeInstanceOf(StopRun);
    await pacer.turn('another key');
  });
});

describe('a target that dies', () => {
  it('is reported with the request after which it did', async () => {
    let isDead = false;
    const report = await judgeBehind(
      'midlyr',
      (request, response, pass) => {
        isDead ||= request.headers.authorization === undefined;
        if (!isDead) return pass();
        return void response.socket?.destroy();
      },
      {},
      () => ({ pacing: { concurrency: 1 } }),
    );
    expect(report.stopped?.by).toBe('gone');
    expect(report.stopped?.last?.curl).toContain('curl');
    expect(report.stopped?.last?.curl).not.toContain('authorization');
  });
});
