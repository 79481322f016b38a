import type { ErrorObject } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/contract/ajv.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { FileError, type Problem } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import { readAdminDocument } from '../admin/document.ts';
import type { ChaosOptions } from './read-chaos.ts';

/**
 * Reads chaos from a YAML or JSON file: what the admin API takes, and not nothing.
 *
 * @throws FileError for a file that cannot be read, is written otherwise, or has no trouble in it.
 */
export function readChaosFile(file: string): ChaosOptions {
  const source = readSource(file);
  const validate = createAjv({ allErrors: true }).compile(chaosSchema());
  const refuse = (problems: readonly Omit<Problem, 'line'>[]) =>
    new FileError(
      file,
      problems.map((problem) => ({ ...problem, line: source.lineOf(problem.pointer) })),
    );
  if (!validate(source.value)) throw refuse(telling(validate.errors ?? []).map(problemOf));
  const asked = source.value as ChaosOptions;
  if (asked.profile !== undefined || asked.rules?.length) return asked;
  throw refuse([{ pointer: '', message: 'there is no trouble in it', mend: someTrouble }]);
}

const someTrouble = 'Give a profile, or rules. docs/chaos.md describes them.';

/**
 * That a condition failed is told by what failed in it. In a rule with a mistake every field that depends on
 * its trouble counts as unknown, right or wrong: that is no help.
 */
function telling(all: readonly ErrorObject[]): ErrorObject[] {
  const errors = all.filter(({ keyword }) => keyword !== 'if');
  const others = errors.filter(({ keyword }) => keyword !== 'unevaluatedProperties');
  const isOnly = (place: string) =>
    others.every(({ instancePath }) => !`${instancePath}/`.startsWith(`${place}/`));
  return errors.filter((error) => others.includes(error) || isOnly(error.instancePath));
}

function problemOf({ instancePath, message = '', params }: ErrorObject): Omit<Problem, 'line'> {
  const { unevaluatedProperty, additionalProperty, allowedValues } = params;
  const detail = unevaluatedProperty ?? additionalProperty ?? allowedValues?.join(', ');
  return {
    pointer: instancePath,
    message: [message, detail].filter(Boolean).join(': '),
    mend: 'docs/chaos.md describes the rules.',
  };
}

function chaosSchema(): JsonSchema {
  const operation = readAdminDocument().paths['/chaos']?.put;
  return operation?.requestBody?.content['application/json'].schema as JsonSchema;
}
