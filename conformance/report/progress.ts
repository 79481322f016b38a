import type { RunEvent } from './report.ts';

/** Shows a run while it goes on. */
export interface Progress {
  on(event: RunEvent): void;
  /** Leaves the terminal as it was. */
  stop(): void;
}

type Output = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean };

export const silent: Progress = { on: () => {}, stop: () => {} };

/** A bar where a person looks on, and lines where a log is kept. */
export async function createProgress(output: Output): Promise<Progress> {
  if (!output.isTTY) return lineProgress(output);
  const { barProgress } = await import('./progress-bar.ts');
  return barProgress(output as NodeJS.WriteStream);
}

/** A line for each phase, finding and longer wait. */
function lineProgress(output: Output): Progress {
  return {
    on(event) {
      const line = lineOf(event);
      if (line !== undefined) output.write(`${line}\n`);
    },
    stop() {},
  };
}

/** What is worth a line, whether there is a bar or not. */
export function lineOf(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'started':
      return [`${event.checks} checks`, event.estimate].filter(Boolean).join(', ');
    case 'phase':
      return `${event.phase}: ${event.checks} checks`;
    case 'finding':
      return `${event.finding.verdict}: ${event.finding.clauses.join(', ')}`;
    case 'waiting':
      return event.seconds >= 1
        ? `waiting ${Math.ceil(event.seconds)} s: ${event.because}`
        : undefined;
    default:
      return undefined;
  }
}
