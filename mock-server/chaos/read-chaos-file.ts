import { FileError, type Problem } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import { problemsOf } from './problems-of.ts';
import type { ChaosOptions } from './read-chaos.ts';

/**
 * Reads chaos from a YAML or JSON file: what the admin API takes, and not nothing.
 *
 * @throws FileError for a file that cannot be read, is written otherwise, or has no trouble in it.
 */
export function readChaosFile(file: string): ChaosOptions {
  const source = readSource(file);
  const refuse = (wrong: readonly Omit<Problem, 'line'>[]) =>
    new FileError(
      file,
      wrong.map((problem) => ({ ...problem, line: source.lineOf(problem.pointer) })),
    );
  const problems = problemsOf(source.value);
  if (problems.length > 0) throw refuse(problems);
  const asked = source.value as ChaosOptions;
  if (asked.profile !== undefined || asked.rules?.length) return asked;
  throw refuse([{ pointer: '', message: 'there is no trouble in it', mend: someTrouble }]);
}

const someTrouble = 'Give a profile, or rules. docs/chaos.md describes them.';
