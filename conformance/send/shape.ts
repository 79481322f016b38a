import type { ErrorObject } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/contract/ajv.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { nearest } from '../target/nearest.ts';
import { pointerPart } from '../target/pointer-part.ts';

/** What is wrong with a value, and where. */
export interface Found {
  readonly pointer: string;
  readonly message: string;
  readonly mend: string;
}

/**
 * Compiles a schema into what tells the first thing that is wrong with a value; undefined where nothing is.
 *
 * @param mend what to do where nothing better is known.
 */
export function shapeOf(schema: JsonSchema, mend: string): (value: unknown) => Found | undefined {
  const validate = createAjv({ verbose: true }).compile(schema);
  return (value) => (validate(value) ? undefined : told(validate.errors ?? [], mend));
}

/** Of several ways to be right, the one that came furthest is what was meant. */
function told(errors: readonly ErrorObject[], mend: string): Found {
  const [error] = errors
    .filter(({ params }) => params.type !== 'null')
    .toSorted((a, b) => depthOf(b) - depthOf(a) || rankOf(a) - rankOf(b));
  if (!error) return { pointer: '', message: 'is not what it should be', mend };
  const { instancePath: pointer, keyword, params, parentSchema = {}, schema, message = '' } = error;
  switch (keyword) {
    case 'additionalProperties':
      return stranger(String(params.additionalProperty), pointer, parentSchema.properties);
    case 'required':
      return { pointer, message: `"${params.missingProperty}" is missing`, mend };
    case 'enum':
      return { pointer, message: `must be one of ${params.allowedValues.join(', ')}`, mend };
    case 'const':
      return { pointer, message: `must be ${JSON.stringify(params.allowedValue)}`, mend };
    case 'oneOf':
    case 'anyOf':
      return { pointer, message: `must be ${alternatives(schema as JsonSchema[])}`, mend };
    default:
      return { pointer, message, mend };
  }
}

function stranger(name: string, pointer: string, properties: object): Found {
  const known = Object.keys(properties);
  const near = nearest(name, known);
  return {
    pointer: `${pointer}/${pointerPart(name)}`,
    message: `there is no "${name}" here`,
    mend: near ? `Did you mean "${near}"?` : `There are ${known.join(', ')}.`,
  };
}

/** What each alternative is: the properties that an object must have, or the values. */
function alternatives(schemas: readonly JsonSchema[]): string {
  return schemas
    .map(({ required, enum: values, type }) => {
      if (Array.isArray(required)) return `an object with ${required.join(', ')} and nothing else`;
      return Array.isArray(values) ? values.join(' or ') : String(type);
    })
    .join(', or ');
}

function depthOf({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length;
}

/** At one place the choice tells more than why each of its ways was not taken. */
function rankOf({ keyword }: ErrorObject): number {
  return keyword === 'oneOf' || keyword === 'anyOf' ? 0 : 1;
}
