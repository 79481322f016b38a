import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** Tests, or the check of a contract, have looked at them: to do it once more takes longer than to compile them. */
const proved = { meta: false, validateSchema: false } as const;

/** For schemas that nobody has looked at. */
export const unproved = { meta: true, validateSchema: true } as const;

/**
 * A validator for JSON Schema 2020-12 as contracts use it. Keywords that it does not know are annotations,
 * as the specification has it. Schemas are taken to be proved, unless the options say otherwise.
 */
export function createAjv(
  options: Pick<Options, 'allErrors' | 'verbose' | 'code' | 'meta' | 'validateSchema'> = {},
): Ajv2020 {
  const ajv = formats.default(new Ajv2020({ strict: false, ...proved, ...options }));
  // The library's own check overflows the stack on some megabytes.
  ajv.addFormat('byte', (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text));
  return ajv;
}
