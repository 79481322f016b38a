import { createAjv } from '../../specs/contract/ajv.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { FileError, type Problem } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import { readAdminDocument } from '../admin/document.ts';
import type { ChaosOptions } from './read-chaos.ts';
import { problemsIn } from './schema-errors.ts';

/**
 * Reads chaos from a YAML or JSON file: what the admin API takes, and not nothing.
 *
 * @throws FileError for a file that cannot be read, is written otherwise, or has no trouble in it.
 */
export function readChaosFile(file: string): ChaosOptions {
  const source = readSource(file);
  const validate = createAjv({ allErrors: true, verbose: true }).compile(chaosSchema());
  const refuse = (problems: readonly Omit<Problem, 'line'>[]) =>
    new FileError(
      file,
      problems.map((problem) => ({ ...problem, line: source.lineOf(problem.pointer) })),
    );
  if (!validate(source.value)) throw refuse(problemsIn(validate.errors ?? []));
  const asked = source.value as ChaosOptions;
  if (asked.profile !== undefined || asked.rules?.length) return asked;
  throw refuse([{ pointer: '', message: 'there is no trouble in it', mend: someTrouble }]);
}

const someTrouble = 'Give a profile, or rules. docs/chaos.md describes them.';

function chaosSchema(): JsonSchema {
  const operation = readAdminDocument().paths['/chaos']?.put;
  return operation?.requestBody?.content['application/json'].schema as JsonSchema;
}
