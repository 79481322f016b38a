import type { ErrorObject } from 'ajv';

/** Stands in a request for a value that is new each time: a UUID. */
export const freshKey = '<<key>>';
/** Stands in a request for a credential; where there are several, each request takes the next. */
export const nextCredential = '<<credential>>';

/** One request, sent over and over, and which answer to it is right. */
export interface Load {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Values and body may have the two words above in them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly credentials: readonly string[];
  /** Every answer must have it. */
  readonly status: number;
  /** What is wrong with an answer's body; undefined when nothing is. */
  readonly trouble: (body: string) => string | undefined;
}

/** Says what is wrong with a body that is not JSON, is not of a schema, or lacks a text. */
export function bodyCheck(
  isValid: { (value: unknown): boolean; errors?: ErrorObject[] | null },
  needed = '',
): Load['trouble'] {
  return (body) => {
    if (!body.includes(needed)) return `${needed} is missing`;
    const value = parsed(body);
    if (value === undefined) return 'it is no JSON';
    if (isValid(value)) return undefined;
    const [first] = isValid.errors ?? [];
    return `${first?.instancePath || 'the body'} ${first?.message}`;
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
