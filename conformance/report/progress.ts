import type { RunEvent } from './report.ts';

/** Shows a run while it goes on. */
export interface Progress {
  on(event: RunEvent): void;
  /** Leaves the terminal as it was. */
  stop(): void;
}

export type Output = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean };

export const silent: Progress = { on: () => {}, stop: () => {} };

/** A line for each phase, finding and longer wait. */
export function lineProgress(output: Output): Progress {
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
