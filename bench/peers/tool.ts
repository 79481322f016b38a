import type { Subject } from './subject.ts';

/** Another tester, in one of its settings. */
export interface Tool {
  readonly name: string;
  readonly settings: 'defaults' | 'most thorough';
  command(subject: Subject): Command;
  /** What it found wrong, one text each; the same trouble is the same text in every run. */
  failuresIn(output: string): string[];
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** One run of it. */
export interface Run {
  readonly failures: readonly string[];
  readonly exitCode: number | null;
  readonly requests: number;
  readonly seconds: number;
  /** It was ended since its time was up; what it had printed by then counts. */
  readonly wasCut: boolean;
}
