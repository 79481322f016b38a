import type { ErrorObject } from 'ajv/dist/2020.js';
import { createAjv } from '../../specs/contract/ajv.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import { nearest } from '../target/nearest.ts';
import { withoutNamedSecrets } from './named-secrets.ts';

/** What is wrong with a field of a request, and the clause that says so. */
export interface NearMiss {
  readonly what: string;
  readonly clause: string | undefined;
}

const ajv = createAjv({ allErrors: true, verbose: true });

/**
 * Everything in a body that the operation's schema does not allow, each with what was probably meant. Where it
 * allows all, names that the document does not have, and that are nearly ones it has: those are passed over.
 */
export function nearMisses(
  { clauses }: Contract,
  { bodySchema }: Operation,
  body: unknown,
): readonly NearMiss[] {
  if (!bodySchema) return [];
  const validate = ajv.compile(bodySchema);
  if (validate(body)) return misspelt(bodySchema as Node, body, '').filter(isLeftOpen);
  const errors = validate.errors ?? [];
  return errors.filter((error) => !isDetail(error, errors)).map(nearMissOf);

  /** Elsewhere the document leaves the names to its users. */
  function isLeftOpen({ clause = '' }: NearMiss) {
    return clauses.get(clause)?.level === 'assumed';
  }
}

/**
 * What a condition demands is told by what failed in it; of a choice, what is wrong is told by the choice; and
 * what is of the wrong type is no allowed value either.
 */
function isDetail({ keyword, schemaPath, instancePath }: ErrorObject, errors: ErrorObject[]) {
  const isOfWrongType = errors.some(
    (other) => other.keyword === 'type' && other.instancePath === instancePath,
  );
  if (keyword === 'enum' && isOfWrongType) return true;
  return keyword === 'if' || /\/(oneOf|anyOf)\/\d+\/required$/.test(schemaPath);
}

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly not?: Node;
  readonly 'x-clause'?: string | Readonly<Record<string, string>>;
}

/** Optional fields that were probably meant, with the clause about names that nobody knows. */
function misspelt(node: Node, value: unknown, path: string, outer?: string): NearMiss[] {
  const { properties } = node;
  if (!properties || typeof value !== 'object' || value === null) return [];
  const clause = clauseOf(node, 'additionalProperties') ?? outer;
  return Object.entries(value).flatMap(([name, own]): NearMiss[] => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known) return misspelt(known, own, `${path}/${name}`, clause);
    const free = Object.keys(properties).filter((other) => !Object.hasOwn(value, other));
    const meant = nearest(name, free);
    return meant
      ? [{ what: `${path}/${name} is no field of this request; ${meant} is`, clause }]
      : [];
  });
}

function nearMissOf(error: ErrorObject): NearMiss {
  const { instancePath, keyword, params, message = 'is not allowed', data } = error;
  const node = (error.parentSchema ?? {}) as Node;
  if (keyword === 'required') {
    const { missingProperty: name } = params as { missingProperty: string };
    const own = clauseOf(node.properties?.[name], 'required') ?? clauseOf(node, 'required');
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
    return { what, clause: clauseOf(node, 'additionalProperties') };
  }
  const choice = choiceIn(keyword, node, data);
  if (choice)
    return { what: `${instancePath || 'the body'} ${choice}`, clause: clauseOf(node, keyword) };
  return {
    what: `${instancePath || 'the body'} ${detailed(message, params)}, and it is ${shown(data)}${hintOf(data, params)}`,
    clause: clauseOf(node, keyword),
  };
}

/** In words, what is wrong where a schema is about which fields are there together. */
function choiceIn(keyword: string, node: Node, data: unknown): string | undefined {
  const options = optionsOf(keyword, node);
  const names = options.flatMap(({ required = [] }) => required);
  if (names.length < options.length || names.length === 0) return undefined;
  const given = names.filter((name) => Object.hasOwn((data as object | null) ?? {}, name));
  const others = Object.keys((data as object | null) ?? {});
  const [meant] = names.flatMap((name) => nearest(name, others) ?? []);
  const hint = meant ? ` (there is ${meant})` : '';
  const none = `has none of ${names.join(', ')}${hint}`;
  const has = given.length > 0 ? `has ${given.join(' and ')}` : none;
  if (keyword === 'not') return `${has}, which this operation does not take`;
  return `${has}, and needs ${keyword === 'oneOf' ? 'exactly' : 'at least'} one of them`;
}

function optionsOf(keyword: string, { oneOf, anyOf, not }: Node): readonly Node[] {
  const known: Readonly<Record<string, readonly Node[] | undefined>> = {
    oneOf,
    anyOf,
    not: not?.anyOf,
  };
  return known[keyword] ?? [];
}

function detailed(message: string, { allowedValues }: ErrorObject['params']): string {
  return Array.isArray(allowedValues) ? `${message} (${allowedValues.join(', ')})` : message;
}

/** The allowed word that was probably meant. */
function hintOf(data: unknown, { allowedValues }: ErrorObject['params']): string {
  if (typeof data !== 'string' || !Array.isArray(allowedValues)) return '';
  const meant = nearest(data, allowedValues.map(String));
  return meant === undefined ? '' : `; ${meant} may be meant`;
}

function shown(value: unknown): string {
  // Secrets are looked for before it is cut: half of one is not found.
  const text = withoutNamedSecrets(JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
