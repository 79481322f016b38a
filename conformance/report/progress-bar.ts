import cliProgress from 'cli-progress';
import type { Progress } from './progress.ts';
import type { RunEvent } from './report.ts';

/** A bar of the checks that are done, with requests a second and what was found, on the last line. */
export function barProgress(output: NodeJS.WriteStream): Progress {
  const bar = new cliProgress.SingleBar(
    {
      stream: output,
      format:
        '{bar} {value}/{total} checks · about {eta_formatted} left · {phase} · {rate} requests/s · {found}',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
      fps: 12,
      hideCursor: true,
      clearOnComplete: true,
      // Ctrl-C is the command's to handle: the run is stopped and reported.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  let startedAt: number | undefined;
  let findings = 0;
  const found = () => (findings === 0 ? 'nothing found' : `${findings} found`);
  return {
    on(event: RunEvent) {
      switch (event.type) {
        case 'started':
          startedAt = performance.now();
          bar.start(event.checks, 0, { phase: 'starting', rate: 0, found: found() });
          return;
        case 'phase':
          bar.update({ phase: event.phase });
          return;
        case 'check': {
          // Preflight comes before it is known how many there are.
          if (startedAt === undefined) return;
          const seconds = (performance.now() - startedAt) / 1000;
          bar.increment({ rate: Math.round(event.requests / Math.max(seconds, 0.001)) });
          return;
        }
        case 'finding':
          findings++;
          bar.update({ found: found() });
          return;
        case 'waiting':
          if (event.seconds >= 1)
            bar.update({ phase: `waiting ${Math.ceil(event.seconds)} s (${event.because})` });
          return;
        case 'finished':
          bar.stop();
      }
    },
    stop: () => bar.stop(),
  };
}
