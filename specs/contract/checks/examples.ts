import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv, unproved } from '../ajv.ts';
import { formatPointer } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { resolveReferences } from '../resolve.ts';
import type { Check } from './check.ts';

interface MediaType {
  schema?: object;
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

/** Does every example keep to the schema beside it? */
export const checkExamples: Check = (document) => {
  const ajv = createAjv(unproved);
  const resolved = resolveReferences(document);
  return [...mediaTypesIn(resolved)].flatMap(([media, path]) => {
    if (!media.schema) return [];
    const validate = compile(ajv, media.schema);
    if (typeof validate === 'string')
      return [noSchema(formatPointer([...path, 'schema']), validate)];
    return [...examplesOf(media, path)].flatMap(([value, pointer]): Problem[] => {
      if (validate(value)) return [];
      const where = validate.errors?.[0];
      return [
        {
          pointer,
          message: `the example breaks its schema: ${where?.instancePath || '/'} ${where?.message}`,
          mend: 'Mend the example or the schema: one of the two misstates the document.',
        },
      ];
    });
  });
};

function* mediaTypesIn(
  node: unknown,
  path: readonly string[] = [],
): Generator<[MediaType, string[]]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const here = [...path, key];
    if (key === 'application/json' && path.at(-1) === 'content') yield [value as MediaType, here];
    else yield* mediaTypesIn(value, here);
  }
}

function* examplesOf(media: MediaType, path: readonly string[]): Generator<[unknown, string]> {
  if ('example' in media) yield [media.example, formatPointer([...path, 'example'])];
  for (const [name, example] of Object.entries(media.examples ?? {})) {
    yield [example.value, formatPointer([...path, 'examples', name, 'value'])];
  }
}

/** The compiled schema, or what keeps it from being one. */
function compile(ajv: Ajv2020, schema: object): ValidateFunction | string {
  try {
    return ajv.compile(schema);
  } catch (error) {
    return (error as Error).message;
  }
}

const noSchema = (pointer: string, reason: string): Problem => ({
  pointer,
  message: `this is no JSON Schema: ${reason}`,
  mend: 'Mend it as JSON Schema 2020-12 demands; the reason tells the place.',
});
