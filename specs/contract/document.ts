import type { OpenAPIV3_1 } from 'openapi-types';
import type { Behaviour, Clause } from './types.ts';

/** An OpenAPI document with our extensions, as it stands in the file. */
export type ContractDocument = OpenAPIV3_1.Document & {
  'x-provider': string;
  'x-clauses': Clause[];
  'x-behaviours': Behaviour[];
};
