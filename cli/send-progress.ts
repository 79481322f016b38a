import cliProgress from 'cli-progress';
import type { SendEvent } from '../conformance/send/result.ts';

/** Shows how far sending is. */
export interface SendProgress {
  on(event: SendEvent): void;
  /** Makes room for lines that are printed while the bar stands. */
  clear(): void;
  stop(): void;
}

export const silentProgress: SendProgress = { on: () => {}, clear: () => {}, stop: () => {} };

/** A bar where a person looks on, and a line for each longer wait where a log is kept. */
export function sendProgress(output: NodeJS.WriteStream, total: number | undefined): SendProgress {
  return output.isTTY ? barOf(output, total) : linesOf(output);
}

function linesOf(output: NodeJS.WriteStream): SendProgress {
  return {
    ...silentProgress,
    on(event) {
      if (event.type === 'waiting') output.write(`${waitText(event)}\n`);
    },
  };
}

function barOf(output: NodeJS.WriteStream, total: number | undefined): SendProgress {
  const bar = new cliProgress.SingleBar(
    {
      stream: output,
      format:
        total === undefined
          ? `{value} cases · ${state}`
          : `{bar} {value}/{total} cases · about {eta_formatted} left · ${state}`,
      barsize: 24,
      fps: 12,
      hideCursor: true,
      clearOnComplete: true,
      // Ctrl-C is the command's to handle: the run is stopped and reported.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  const startedAt = performance.now();
  let failed = 0;
  bar.start(total ?? 0, 0, { doing: 'sending', rate: 0, failed });
  return {
    on(event) {
      if (event.type === 'waiting') return bar.update({ doing: waitText(event) });
      if (event.type === 'before') return bar.increment();
      if (event.result.verdict === 'fail') failed++;
      const seconds = Math.max((performance.now() - startedAt) / 1000, 0.001);
      bar.increment({ doing: 'sending', rate: Math.round(event.requests / seconds), failed });
    },
    clear: () => void output.write('\r\u001b[K'),
    stop: () => bar.stop(),
  };
}

const state = '{doing} · {rate} requests/s · {failed} not allowed';

function waitText({ seconds, because }: Extract<SendEvent, { type: 'waiting' }>): string {
  return `waiting ${Math.ceil(seconds)} s: ${because}`;
}
