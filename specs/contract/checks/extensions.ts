import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../ajv.ts';
import { extensionSchema } from '../extension-schema.ts';
import { declaredKinds } from '../kinds.ts';
import type { Problem } from '../problem.ts';
import type { Check } from './check.ts';

let compiled: Promise<ValidateFunction> | undefined;

/** The largest schema of all; what it takes longest to compile is its code's polish, which a few documents do not need. */
async function compile(): Promise<ValidateFunction> {
  const ajv = createAjv({ allErrors: true, code: { optimize: false } });
  return ajv.compile(extensionSchema(await declaredKinds()));
}

/** Are the extensions written as their JSON Schema says? */
export const checkExtensions: Check = async (document) => {
  compiled ??= compile();
  const validate = await compiled;
  if (validate(document)) return [];
  return (validate.errors ?? []).filter(isCause).map(asProblem);
};

/** An `if` that failed is told by the errors of its `then`. */
function isCause({ keyword }: ErrorObject): boolean {
  return keyword !== 'if';
}

function asProblem({ instancePath, message, params, keyword }: ErrorObject): Problem {
  const { additionalProperty, allowedValues, pattern } = params;
  const detail =
    additionalProperty ?? (allowedValues as string[] | undefined)?.join(', ') ?? pattern;
  return {
    pointer: instancePath,
    message: detail === undefined ? `${message}` : `${message} (${detail})`,
    mend:
      mends[instancePath] ??
      mends[keyword] ??
      'Write it as the kind of behaviour or clause demands (specs/behaviours/).',
  };
}

const mends: Record<string, string> = {
  '/openapi': 'Write the contract in OpenAPI 3.1.',
  required: 'Add the property.',
  additionalProperties: 'Remove the property, or spell it as the kind of behaviour declares it.',
  enum: 'Use one of the values listed.',
  pattern:
    'Spell it as the pattern says: a clause id is provider/topic/statement in lower case and hyphens.',
};
