import type { Job, Outcome } from './outcome.ts';

/** Lines on the standard error: every defect that is not killed, and how far each provider is. */
export function showProgress(jobs: readonly Job[]): (outcome: Outcome) => void {
  const totals = Map.groupBy(
    jobs.filter(({ defect }) => defect),
    ({ provider }) => provider,
  );
  const counts = new Map<string, { done: number; killed: number }>();
  return ({ provider, defect, fate, elsewhere, requests, seconds, stopped }) => {
    if (!defect) {
      const alarms = elsewhere.length > 0 ? `false alarms at ${elsewhere.join(', ')}` : 'clean';
      console.error(`${provider} without defects: ${alarms}; ${requests} requests`);
      return;
    }
    const count = counts.get(provider) ?? { done: 0, killed: 0 };
    counts.set(provider, count);
    count.done += 1;
    if (fate === 'killed') count.killed += 1;
    else console.error(`  ${fate}: ${defect}${stopped ? ` (${stopped.split('\n')[0]})` : ''}`);
    if (seconds > 20) console.error(`  slow: ${defect} took ${seconds.toFixed(0)} s`);
    const total = totals.get(provider)?.length ?? 0;
    if (count.done % 50 === 0 || count.done === total)
      console.error(`${provider}: ${count.done} of ${total}, ${count.killed} killed`);
  };
}
