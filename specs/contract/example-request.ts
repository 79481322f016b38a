import type { OpenAPIV3_1 } from 'openapi-types';
import { parsePointer, valueAt } from './pointer.ts';
import type { Contract, Operation } from './types.ts';

/** The first request that the contract shows for an operation; a credential is all that it lacks. */
export interface ExampleRequest {
  readonly method: string;
  readonly path: string;
  /** Headers that the operation demands; each request needs values of its own. */
  readonly requiredHeaders: readonly string[];
  /** Undefined where the operation takes no body. */
  readonly body: unknown;
}

export function exampleRequest({ document }: Contract, operation: Operation): ExampleRequest {
  const node = valueAt(document, parsePointer(operation.pointer)) as OpenAPIV3_1.OperationObject;
  const parameters = (node.parameters ?? []) as OpenAPIV3_1.ParameterObject[];
  const { content } = (node.requestBody ?? { content: {} }) as OpenAPIV3_1.RequestBodyObject;
  const [example] = Object.values(content['application/json']?.examples ?? {});
  return {
    method: operation.method,
    path: operation.path,
    requiredHeaders: parameters
      .filter((parameter) => parameter.in === 'header' && parameter.required)
      .map(({ name }) => name),
    body: (example as OpenAPIV3_1.ExampleObject | undefined)?.value,
  };
}
