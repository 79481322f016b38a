import type { Provider } from '../../specs/contract/providers.ts';
import type { Job, Outcome } from './outcome.ts';
import { openSubject, type Subject } from './subject.ts';

// A process of the pool: a job comes as a message, and its outcome goes back as one.

let open: { readonly provider: Provider; readonly subject: Subject } | undefined;

process.on('message', async (job: Job) => {
  process.send?.(await judged(job));
});
process.on('disconnect', () => open?.subject.close());

async function judged(job: Job): Promise<Outcome> {
  const start = performance.now();
  try {
    const subject = await subjectOf(job.provider);
    return await subject.judge(job);
  } catch (error) {
    const seconds = (performance.now() - start) / 1000;
    const stopped = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...job, fate: 'crashed', requests: 0, seconds, elsewhere: [], stopped };
  }
}

async function subjectOf(provider: Provider): Promise<Subject> {
  if (open?.provider === provider) return open.subject;
  await open?.subject.close();
  open = { provider, subject: await openSubject(provider) };
  return open.subject;
}
