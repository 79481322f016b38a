import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/contract/ajv.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import type { Problem } from '../../specs/contract/problem.ts';
import { readAdminDocument } from '../admin/document.ts';
import { problemsIn } from './schema-errors.ts';

let validate: ValidateFunction | undefined;

/** What is wrong with the form of chaos that is asked for, by what the admin API's document says of it; empty where it is right. */
export function problemsOf(asked: unknown): Omit<Problem, 'line'>[] {
  // Most doubles have none: it is compiled when the first is asked for.
  validate ??= createAjv({ allErrors: true, verbose: true }).compile(chaosSchema());
  return validate(asked) ? [] : problemsIn(validate.errors ?? []);
}

function chaosSchema(): JsonSchema {
  const operation = readAdminDocument().paths['/chaos']?.put;
  return operation?.requestBody?.content['application/json'].schema as JsonSchema;
}
