// Judging
export { listChecks, runConformance } from './run.ts';
export type { RunOptions } from './run-options.ts';
