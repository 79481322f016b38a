// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets
import { describe, expect, it } from 'vitest';
import { loadProvider, sendCases } from '../../conformance/index.ts';
import { sendExitCode } from '../../conformance/send/exit-code.ts';
import type { SendEvent } from '../../conformance/send/result.ts';
import { sendJunitOf } from '../../conformance/send/send-junit.ts';
import { ResultKeeper } from '../../conformance/send/send-report.ts';
import { TargetError } from '../../conformance/target/target-error.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { accepted, caseOf, post } from './sample-cases.ts';
import { created, saying, secret, sendTo, serverOf, targetAt } from './servers.ts';

const several = (count: number) => Array.from({ length: count }, (_, i) => accepted(`case ${i}`));

describe('a server', () => {
  it('that answers 429 first is waited for and asked again', async () => {
    let count = 0;
    const { url } = await serverOf((request, response) =>
      (++count % 2 === 1 ? saying(429, {}, { 'retry-after': '0' }) : created)(request, response),
    );
    const { summary } = await sendTo(targetAt(url), several(2));
    expect(summary).toMatchObject({ requests: 4, counts: { pass: 2 } });
  });

  it('that answers a 429 which the step names has answered', async () => {
    const { url } = await serverOf(saying(429, { code: 'too_many' }, { 'retry-after': '60' }));
    const allowed = [{ status: 429, code: 'too_many' }];
    const { summary } = await sendTo(targetAt(url), [accepted('m', { allowed })]);
    expect(summary).toMatchObject({ requests: 1, counts: { pass: 1 } });
  });

  it('that does not permit it is not sent one request too many', async () => {
    const { url } = await serverOf(created);
    const target = targetAt(url);
    const may = { ...target.may, exhaustRateLimit: false };
    const oneTooMany = accepted('m', { allowed: [{ status: 429, code: 'too_many' }] });
    const { summary } = await sendTo({ ...target, may }, [oneTooMany]);
    expect(summary).toMatchObject({ requests: 0, counts: { unsent: 1 } });
  });

  it('that answers nothing but 429 has said nothing of a case, even of one that allows any 4xx', async () => {
    const { url } = await serverOf(saying(429, {}, { 'retry-after': '100000' }));
    const { summary, results } = await sendTo(targetAt(url), [
      accepted('m', { allowed: [{ status: '4xx' }] }),
    ]);
    expect(results[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('429'),
    });
    expect(sendExitCode(summary, false)).toBe(3);
  });

  it('that never answers one case fails it, and the others go on', async () => {
    const { url } = await serverOf((request, response) => {
      if (request.headers['x-hang'] === undefined) created(request, response);
    });
    const hung = { authorization: '${DOUBLECHECK_PRIMARY}', 'x-hang': '1' };
    const { results } = await sendTo(targetAt(url), [
      accepted('m', { headers: hung }),
      accepted('n'),
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
    expect(results[0]?.reason).toMatch(/^no answer: no complete answer within 0\.3 s; allowed/);
  });

  it('that hangs up on a long body has said nothing of it', async () => {
    const { url } = await serverOf((request, response) => {
      if (request.headers['x-long'] === undefined) return created(request, response);
      return request.socket.destroy();
    });
    const headers = { 'x-long': '1' };
    const long = post('/api/v1/events', { parts: [{ text: 'x', times: 4e6 }] }, { headers });
    const { results } = await sendTo(targetAt(url), [caseOf('m', [long])]);
    expect(results[0]).toMatchObject({ verdict: 'inconclusive' });
  });

  it('whose answer is lost may have done what it is asked again: nothing is said of it', async () => {
    let count = 0;
    const { url } = await serverOf((request, response) => {
      if (++count === 1) request.socket.destroy();
      else saying(409, { code: 'done_before' })(request, response);
    });
    const { results } = await sendTo(targetAt(url), [accepted('m')]);
    expect(results[0]).toMatchObject({ verdict: 'inconclusive', status: [409] });
    expect(results[0]?.reason).toBe('an answer was lost, and the request was sent twice');
  });

  it('whose clock hook fails is named as unusable', async () => {
    const { url } = await serverOf(created);
    const advance = async () => {
      throw new TargetError(3, 'The clock hook failed', 'Mend "clock".');
    };
    const one = accepted('m', { wait: 5 });
    const { summary } = await sendTo(targetAt(url, { controls: { advance } }), [one]);
    expect(summary.stopped).toMatchObject({ by: 'unusable', mend: 'Mend "clock".' });
  });

  it('that says its secret does not have it in any output', async () => {
    const { url } = await serverOf((request, response) => {
      const { authorization = '' } = request.headers;
      const told = 'x'.repeat(274) + authorization + Buffer.from(authorization).toString('base64');
      saying(400, { told, path: request.url })(request, response);
    });
    const one = accepted('m');
    const [step] = one.steps;
    const path = '/api/v1/events?key=${DOUBLECHECK_PRIMARY__TOKEN}';
    const keeper = new ResultKeeper({ passed: true });
    const events: SendEvent[] = [];
    const { summary } = await sendTo(
      targetAt(url),
      [one, { ...one, id: 'n', steps: [{ ...step, request: { ...step.request, path } }] }],
      {
        onEvent: (event) => {
          events.push(event);
          keeper.on(event);
        },
      },
    );
    const report = keeper.reportOf(summary, false);
    const all = JSON.stringify([events, report]) + sendJunitOf(report, keeper.passed);
    expect(all).toContain('***');
    expect(all).not.toMatch(/secret-t|QmVhcmVy/);
    expect(secret).toContain('secret-token');
  });
});

describe('a run', () => {
  it('sends no more than it may: requests, and tickets', async () => {
    const { url } = await serverOf(created);
    const few = await sendTo(targetAt(url), several(9), { maxRequests: 4, total: 9 });
    expect(few.summary).toMatchObject({
      requests: 4,
      counts: { pass: 4, unsent: 5 },
      stopped: { by: 'max-requests', mend: expect.stringContaining('--max-requests') },
    });
    const may = { exhaustRateLimit: false, useUpQuota: false, createTickets: 2 };
    const { summary } = await sendTo(targetAt(url, { may }), several(9), { total: 9 });
    expect(summary).toMatchObject({
      requests: 2,
      cases: 9,
      counts: { pass: 2, unsent: 7 },
      stopped: { by: 'max-tickets', mend: expect.stringContaining('createTickets') },
    });
  });

  it('keeps to a rate, and to as many cases at once as it may', async () => {
    let busy = 0;
    let most = 0;
    const { url } = await serverOf((request, response) => {
      most = Math.max(most, ++busy);
      response.on('close', () => busy--);
      setImmediate(() => created(request, response));
    });
    await sendTo(targetAt(url), several(12), { concurrency: 3 });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
    const { summary } = await sendTo(targetAt(url), several(5), { rate: 20 });
    expect(summary.seconds).toBeGreaterThanOrEqual(0.19);
  });

  it('sends a sequence on its own where the clock can be moved: others would move it', async () => {
    let busy = 0;
    const seen: { isSequence: boolean; busy: number }[] = [];
    const { url } = await serverOf((request, response) => {
      const isSequence = request.url?.includes('?') === true;
      seen.push({ isSequence, busy: ++busy });
      response.on('close', () => busy--);
      setTimeout(() => created(request, response), isSequence ? 0 : 20);
    });
    const step = () => post('/api/v1/events?', {});
    const cases = [...several(6), caseOf('steps', [step(), step(), step()]), ...several(6)];
    const target = targetAt(url, { controls: { advance: async () => {} } });
    await sendTo(target, cases, { concurrency: 4 });
    const most = (isSequence: boolean) =>
      Math.max(...seen.filter((one) => one.isSequence === isSequence).map((one) => one.busy));
    expect([most(false) > 1, most(true)]).toEqual([true, 1]);
  });

  it('waits for what may be waited for, and leaves out what may not', async () => {
    const { url } = await serverOf(created);
    const { results } = await sendTo(targetAt(url), [
      accepted('soon', { wait: 0.01 }),
      accepted('late', { wait: 86_400 }),
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['pass', 'unsent']);
    expect(results[1]?.reason).toContain('no clock');
  });

  it('that is aborted lets what is under way be answered, and sends nothing more', async () => {
    const abort = new AbortController();
    let count = 0;
    const { url } = await serverOf((request, response) => {
      if (++count === 3) abort.abort();
      setImmediate(() => created(request, response));
    });
    const { summary } = await sendTo(targetAt(url), several(9), { signal: abort.signal, total: 9 });
    expect(summary).toMatchObject({ stopped: { by: 'aborted' }, counts: { pass: 3, unsent: 6 } });
    expect(count).toBe(3);
  });

  it('that is aborted does not wait for who never answers, nor for a case that never comes', async () => {
    const abort = new AbortController();
    const { url } = await serverOf(() => abort.abort());
    const never = (async function* () {
      yield accepted('m');
      await new Promise(() => {});
    })();
    const options = { signal: abort.signal, timeout: 60_000 };
    const summary = await sendCases(loadProvider('midlyr'), targetAt(url), never, options);
    expect(summary).toMatchObject({ stopped: { by: 'aborted' }, counts: { unsent: 1 } });
  });

  it('ends at a line that is no case, and counts what was before it', async () => {
    const { url } = await serverOf(created);
    const cases = function* () {
      yield accepted('m');
      throw new FileError('standard input', [
        { pointer: '/steps', line: 2, message: 'must be a list', mend: 'Make it one.' },
      ]);
    };
    const { summary } = await sendTo(targetAt(url), cases());
    expect(summary).toMatchObject({
      counts: { pass: 1 },
      stopped: {
        by: 'input',
        message: 'standard input:2 /steps: must be a list',
        mend: 'Make it one.',
      },
    });
    expect(sendExitCode(summary, false)).toBe(2);
  });

  it.each([
    [{ rate: 0 }, /rate is 0.*\n.*above 0/],
    [{ concurrency: 1.5 }, /concurrency is 1\.5/],
    [{ maxRequests: 0 }, /maxRequests is 0/],
  ])('refuses %j', async (options, pattern) => {
    await expect(sendTo(targetAt('http://127.0.0.1:1'), [], options)).rejects.toThrow(pattern);
  });

  it('refuses a case of another provider', async () => {
    const { url } = await serverOf(created);
    const other = { ...accepted('m'), provider: 'mava' };
    await expect(sendTo(targetAt(url), [other])).rejects.toThrow(/case m is one of mava/);
  });
});
