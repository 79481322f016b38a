import type { ErrorObject } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/contract/ajv.ts';
import type { Problem } from '../../specs/contract/problem.ts';
import { nearest } from './nearest.ts';
import { pointerPart } from './pointer-part.ts';
import { targetSchema } from './schema.ts';

const see =
  'docs/target.md describes the fields; doublecheck target init writes a file with all of them.';

/** What the schema refuses in a target file, in words. No value is shown: it may be a secret. */
export function shapeProblems(value: unknown): readonly Omit<Problem, 'line'>[] {
  const validate = createAjv({ allErrors: true, verbose: true }).compile(targetSchema);
  if (validate(value)) return [];
  // An unfit name of a header is told once, by the pattern that it breaks.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames');
  return errors.map(describe);
}

function describe(error: ErrorObject): Omit<Problem, 'line'> {
  const { instancePath, keyword, params, message = '' } = error;
  const here = { pointer: instancePath, mend: see };
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      const near = nearest(name, known);
      return {
        pointer: `${instancePath}/${pointerPart(name)}`,
        message: `there is no "${name}" here`,
        mend: near ? `Did you mean "${near}"?` : `There are ${known.join(', ')}.`,
      };
    }
    case 'required':
      return { ...here, message: `"${params.missingProperty}" is missing` };
    case 'enum':
      return { ...here, message: `must be one of ${params.allowedValues.join(', ')}` };
    case 'pattern':
      return { ...here, message: asWords[params.pattern] ?? message };
    default:
      return { ...here, message };
  }
}

/** What the patterns of the schema ask for. */
const asWords: Readonly<Record<string, string>> = {
  '^https?://[^\\s?#]+$': 'must be an http or https URL without a query',
  '^[!-~]([ -~]*[!-~])?$':
    'must be printable ASCII without white space at its ends, as headers are',
  '^[ -~]*$': 'must be printable ASCII, as headers are',
};
