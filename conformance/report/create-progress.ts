import { lineProgress, type Output, type Progress } from './progress.ts';

/** A bar where a person looks on, and lines where a log is kept. */
export async function createProgress(output: Output): Promise<Progress> {
  if (!output.isTTY) return lineProgress(output);
  const { barProgress } = await import('./progress-bar.ts');
  return barProgress(output as NodeJS.WriteStream);
}
