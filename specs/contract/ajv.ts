import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** For schemas that tests have proved right: to validate them once more takes longer than to compile them. */
export const proved = { meta: false, validateSchema: false } as const;

/**
 * A validator for JSON Schema 2020-12 as contracts use it. Keywords that it does not know are annotations,
 * as the specification has it.
 */
export function createAjv(
  options: Pick<Options, 'allErrors' | 'verbose' | 'code' | 'meta' | 'validateSchema'> = {},
): Ajv2020 {
  const ajv = formats.default(new Ajv2020({ strict: false, ...options }));
  // The library's own check overflows the stack on some megabytes.
  ajv.addFormat('byte', (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text));
  return ajv;
}
