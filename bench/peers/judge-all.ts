import type { Provider } from '../../specs/contract/providers.ts';
import { runTool } from './run-tool.ts';
import { openSubject, type Subject } from './subject.ts';
import type { Run, Tool } from './tool.ts';

/** A double to be judged: with a defect, or clean. */
interface Job {
  readonly provider: Provider;
  readonly defect?: string;
}

/** A run of a tool against it. */
export interface Judged extends Job {
  readonly tool: Tool;
  readonly run: Run;
}

/** How often the clean double is judged: what a tool finds there in any of them is a false alarm. */
const cleanRuns = 2;

/** Every tool against every defect of the samples, some at once, each in a lane with doubles of its own. */
export async function judgeAll(
  tools: readonly Tool[],
  samples: ReadonlyMap<Provider, readonly string[]>,
  { limit, lanes }: { readonly limit: number; readonly lanes: number },
): Promise<Judged[]> {
  const jobs = [...samples].flatMap(([provider, defects]): Job[] => [
    ...Array.from({ length: cleanRuns }, () => ({ provider })),
    ...defects.map((defect) => ({ provider, defect })),
  ]);
  const judged: Judged[] = [];
  const queue = jobs.entries();
  const lane = async () => {
    const subjects = new Map<Provider, Subject>();
    for (const [index, job] of queue) {
      const subject = subjects.get(job.provider) ?? (await openSubject(job.provider));
      subjects.set(job.provider, subject);
      for (const tool of tools) {
        await subject.prepare(job.defect);
        const run = await runTool(tool, subject, limit);
        judged.push({ ...job, tool, run });
        console.error(lineOf(index + 1, jobs.length, { ...job, tool, run }));
      }
    }
    for (const subject of subjects.values()) await subject.close();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return judged;
}

function lineOf(number: number, total: number, { provider, defect, tool, run }: Judged): string {
  const { failures, requests, seconds, wasCut } = run;
  return [
    `${number}/${total} ${defect ?? `${provider}, clean`}: ${tool.name}, ${tool.settings}:`,
    `${failures.length} failures, ${requests} requests, ${seconds.toFixed(0)} s${wasCut ? ', cut' : ''}`,
  ].join(' ');
}
