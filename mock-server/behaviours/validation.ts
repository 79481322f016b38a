import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Validation } from '../../specs/behaviours/validation.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';
import { bodyOf } from '../engine/request.ts';

const ajv = createAjv();
const validators = new WeakMap<JsonSchema, ValidateFunction>();

/** Refuses a body that breaks the operation's schema, citing the clause that the schema gives for the keyword. */
export const enforce: Enforcer<Validation> = ({ invalid }, { bodySchema }) => {
  if (!bodySchema) return {};
  let validate: ValidateFunction | undefined;
  return {
    check({ request }) {
      const body = bodyOf(request);
      // Compiled when it is first needed: a double starts sooner, and most are asked for few operations.
      validate ??= validatorOf(bodySchema);
      if (validate(body)) return undefined;
      if (bodySchema.type === 'object' && !isObject(body)) {
        return refuse(invalid, {
          clause: clauseOf(bodySchema, 'type'),
          detail: 'The body must be an object.',
        });
      }
      const error = validate.errors?.find(({ keyword }) => keyword !== 'if');
      if (!error) return refuse(invalid);
      return refuse(invalid, { clause: citedBy(bodySchema, error), detail: explain(error) });
    },
  };
};

/** A schema is compiled once, whoever serves it; the library's own memory would never let go of it. */
function validatorOf(schema: JsonSchema): ValidateFunction {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  ajv.removeSchema(schema);
  validators.set(schema, validate);
  return validate;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The clause of the failed keyword: a missing property's own node says what its absence breaks. */
function citedBy(
  schema: unknown,
  { schemaPath, keyword, params }: ErrorObject,
): string | undefined {
  const path = parsePointer(decodeURIComponent(schemaPath.slice(1))).slice(0, -1);
  const node = valueAt(schema, path);
  if (keyword !== 'required') return clauseOf(node, keyword);
  const property = valueAt(node, ['properties', params.missingProperty]);
  return clauseOf(property, 'required') ?? clauseOf(node, 'required');
}

function explain({ instancePath, message, params }: ErrorObject): string {
  const allowed = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
  return `${instancePath || 'The body'} ${message}${allowed}.`;
}
