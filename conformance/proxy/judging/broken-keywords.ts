import type { ErrorObject } from 'ajv/dist/2020.js';
import { clauseOf } from '../../../specs/contract/citations.ts';
import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import {
  rejectionOfClause,
  rejectionOfNull,
  type SchemaRejection,
} from '../../cases/rejections.ts';
import type { Subject } from '../../cases/subject.ts';

/** What stands below these says nothing by itself: whether it counts is said by what stands around it. */
const branches = new Set(['anyOf', 'oneOf', 'not', 'if', 'else']);

/**
 * How a body must be refused, for each keyword of the request schema that it breaks beyond doubt: whatever a
 * server counts as a letter, and however generous it is with addresses.
 */
export function brokenKeywords(subject: Subject, body: unknown): SchemaRejection[] {
  const { validate, operation } = subject;
  if (!validate || validate(body)) return [];
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .filter(({ schemaPath }) => isPlainlyAsked(operation.bodySchema, pathOf(schemaPath)))
    .map((error) => ({ error, value: valueAt(body, parsePointer(error.instancePath)) }))
    .filter(({ error, value }) => isCertain(error, value))
    .flatMap(({ error, value }) => {
      const pointer = error.instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*');
      if (value === null && pointer !== '') return rejectionOfNull(subject, pointer) ?? [];
      const clause = citedBy(operation.bodySchema, error);
      if (clause === undefined) return [];
      return rejectionOfClause(subject, clause, pointer, error.keyword) ?? [];
    });
}

/** The place in the schema of the node whose keyword failed. */
function pathOf(schemaPath: string): readonly string[] {
  return parsePointer(decodeURIComponent(schemaPath.slice(1))).slice(0, -1);
}

/** What is asked for under a condition counts where a value is the condition: that a field is there may have other reasons. */
function isPlainlyAsked(schema: JsonSchema | undefined, path: readonly string[]): boolean {
  return path.every((name, i) => {
    const around = path.slice(0, i);
    if (around.at(-1) === 'properties') return true;
    if (name !== 'then') return !branches.has(name);
    return valueAt(schema, [...around, 'if', 'properties']) !== undefined;
  });
}

/** The clause of the failed keyword: a missing property's own node says what its absence breaks. */
function citedBy(
  schema: JsonSchema | undefined,
  { schemaPath, keyword, params }: ErrorObject,
): string | undefined {
  const node = valueAt(schema, parsePointer(decodeURIComponent(schemaPath.slice(1))).slice(0, -1));
  if (keyword !== 'required') return clauseOf(node, keyword);
  const property = valueAt(node, ['properties', params.missingProperty]);
  return clauseOf(property, 'required') ?? clauseOf(node, 'required');
}

type Doubtless = (value: unknown, params: ErrorObject['params']) => boolean;

/** Keywords that are measured in more than one way; the others leave no doubt. */
const doubtless: Readonly<Record<string, Doubtless>> = {
  maxLength: (value, { limit }) => [...String(value).trim().normalize('NFC')].length > limit,
  minLength: (value, { limit }) => Buffer.byteLength(String(value)) < limit,
  format: (value, { format }) => isOfNoSuchForm(String(value), String(format)),
  enum: (value) => typeof value !== 'string' || value.trim() === value,
  const: (value) => typeof value !== 'string' || value.trim() === value,
  pattern: (value) => String(value).trim() === value,
};

function isCertain({ keyword, params }: ErrorObject, value: unknown): boolean {
  return doubtless[keyword]?.(value, params) ?? true;
}

function isOfNoSuchForm(text: string, format: string): boolean {
  if (text.trim() !== text) return false;
  if (format === 'email') return !/^[^@]+@[^@]+$/.test(text);
  return ['uuid', 'byte', 'date', 'date-time'].includes(format);
}
