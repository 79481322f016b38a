import type { ErrorObject } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/contract/ajv.ts';
import type { Operation } from '../../specs/contract/types.ts';
import { nearest } from '../target/nearest.ts';

/** What is wrong with a field of a request, and the clause that says so. */
export interface NearMiss {
  readonly what: string;
  readonly clause: string | undefined;
}

const ajv = createAjv({ allErrors: true, verbose: true });

/** Everything in a body that the operation's schema does not allow, each with what was probably meant. */
export function nearMisses({ bodySchema }: Operation, body: unknown): readonly NearMiss[] {
  if (!bodySchema) return [];
  const validate = ajv.compile(bodySchema);
  if (validate(body)) return [];
  // What a condition demands is told by what failed in it.
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(nearMissOf);
}

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly 'x-clause'?: string | Readonly<Record<string, string>>;
}

function nearMissOf(error: ErrorObject): NearMiss {
  const { instancePath, keyword, params, message = 'is not allowed', data } = error;
  const node = (error.parentSchema ?? {}) as Node;
  if (keyword === 'required') {
    const { missingProperty: name } = params as { missingProperty: string };
    const own = clauseAt(node.properties?.[name], 'required') ?? clauseAt(node, 'required');
    const given = nearest(name, Object.keys((data as object | undefined) ?? {}));
    return {
      what: `${instancePath}/${name} is missing${given ? `; there is ${given}` : ''}`,
      clause: own,
    };
  }
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const name = String(Object.values(params)[0]);
    const meant = nearest(name, Object.keys(node.properties ?? {}));
    const what = `${instancePath}/${name} is no field of this request${meant ? `; ${meant} is` : ''}`;
    return { what, clause: clauseAt(node, 'additionalProperties') };
  }
  return {
    what: `${instancePath || 'the body'} ${detailed(message, params)}, and it is ${shown(data)}`,
    clause: clauseAt(node, keyword),
  };
}

function detailed(message: string, { allowedValues }: ErrorObject['params']): string {
  return Array.isArray(allowedValues) ? `${message} (${allowedValues.join(', ')})` : message;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function clauseAt(node: Node | undefined, keyword: string): string | undefined {
  const cited = node?.['x-clause'];
  return typeof cited === 'string' ? cited : cited?.[keyword];
}
