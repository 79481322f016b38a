import type { Validation } from '../../../specs/behaviours/validation.ts';
import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { exampleRequest } from '../../../specs/contract/example-request.ts';
import { valueAt, valuesAt } from '../../../specs/contract/pointer.ts';
import type { Contract, Operation } from '../../../specs/contract/types.ts';
import { type Change, type DefectsOf, inContract } from '../defect.ts';
import { bodyNode, change } from '../draft.ts';
import { alsoRefuse } from '../validated.ts';
import { type Candidate, kebab, named } from './candidate.ts';
import { isLookedAt, standsForOthers } from './looked-at.ts';
import { requestKeywords } from './request-keywords.ts';
import { cited, isRequired, nameOf, type Site, sitesOf } from './sites.ts';

/** What can be wrong with each field of each request, by the keywords for which its schema cites a clause. */
export const requestFieldDefects: DefectsOf = (contract) =>
  named(contract.operations.flatMap((operation) => candidatesOf(contract, operation)));

function candidatesOf(contract: Contract, operation: Operation): Candidate[] {
  const { bodySchema } = operation;
  if (!bodySchema) return [];
  return sitesOf(bodySchema).flatMap((site) => [
    ...keywordsOf(contract, operation, site),
    ...presenceOf(contract, operation, bodySchema, site),
  ]);
}

/** What another check refuses as well, of a field that it looks at. */
const seenElsewhere = new Set(['minLength', 'pattern', 'format']);

function keywordsOf(contract: Contract, operation: Operation, site: Site): Candidate[] {
  const { id } = operation;
  const isRoot = site.field.length === 0;
  const isSeenElsewhere = isLookedAt(operation, site);
  return Object.entries(requestKeywords).flatMap(([keyword, editsOf]) => {
    const clause = cited(site, keyword);
    // An object's own fields may stand in its alternatives, which a closed schema would not see.
    const isOpen = keyword === 'additionalProperties' && site.node.allOf !== undefined;
    const isRootType = keyword === 'type' && isRoot;
    if (clause === undefined || isOpen || isRootType || !knows(site.node, keyword)) return [];
    if (isSeenElsewhere && seenElsewhere.has(keyword)) return [];
    const edits = editsOf(site.node).filter(({ what }) => isTold(site, what));
    return edits.map(({ what, members }) => ({
      clause,
      what,
      ...(what.startsWith('takes-') && {
        premise: premiseOf(contract, operation, keyword, clause),
      }),
      // A server that asks for a type and a subtype has reason to.
      ...(what === 'refuses-a-single-character' &&
        nameOf(site) === 'content_type' && { premise: clause }),
      place: nameOf(site),
      changes: [inContract((draft) => change(bodyNode(draft, id, site.at), members))],
    }));
  });
}

/** A type may be documented where it is assumed that another one is refused. */
function premiseOf(
  { clauses }: Contract,
  { behaviours }: Operation,
  keyword: string,
  clause: string,
): string | undefined {
  const validation = behaviours.find(({ kind }) => kind === 'validation') as Validation | undefined;
  const refusal = validation?.invalid.clause ?? clause;
  const isAssumed = clauses.get(refusal)?.level === 'assumed';
  return keyword === 'type' && isAssumed && refusal !== clause ? refusal : undefined;
}

/** A single character has no format, and so is refused in any case. */
function isTold({ node }: Site, what: string): boolean {
  return what !== 'refuses-a-single-character' || (!node.format && !node.pattern);
}

/** Clauses are cited for what a schema says, and for what it says by leaving these out. */
function knows(node: JsonSchema, keyword: string): boolean {
  return keyword in node || ['additionalProperties', 'minItems', 'uniqueItems'].includes(keyword);
}

function presenceOf(
  contract: Contract,
  operation: Operation,
  schema: JsonSchema,
  site: Site,
): Candidate[] {
  const name = site.field.at(-1);
  if (name === undefined || name === '*') return [];
  const place = nameOf(site);
  const required = isRequired(schema, site) ? cited(site, 'required') : undefined;
  const isDocumented = (id: string | undefined) =>
    contract.clauses.get(id ?? '')?.level === 'documented';
  // What is not documented to be optional may be needed, and one of several forms is refused as a whole.
  const mayBeAbsent = isDocumented(cited(site, 'optional')) && !standsForOthers(operation, site);
  const optional = mayBeAbsent ? cited(site, 'optional') : undefined;
  const of = (clause: string | undefined, what: string, make: () => Change | undefined) => {
    const change = clause === undefined ? undefined : make();
    return clause === undefined || !change ? [] : [{ clause, what, place, changes: [change] }];
  };
  return [
    ...of(required, 'may-be-left-out', () => leftOut(operation.id, site)),
    ...of(isDocumented(required) ? required : undefined, 'may-be-left-out-beside-others', () =>
      leftOutBeside(operation.id, schema, site),
    ),
    ...of(optional, 'must-be-there', () => needed(contract, operation, schema, site)),
    ...of(optional, `must-be-there-beside-${kebab(nextTo(schema, site) ?? '')}`, () =>
      neededBeside(operation.id, schema, site),
    ),
  ];
}

function leftOut(operation: string, { owner, field }: Site): Change {
  return inContract((draft) => {
    const node = bodyNode(draft, operation, owner) as { required?: string[] };
    change(node, { required: node.required?.filter((name) => name !== field.at(-1)) });
  });
}

/** A field is asked for only where no optional one is beside it; an object is needed by what is in it. */
function leftOutBeside(operation: string, schema: JsonSchema, site: Site): Change | undefined {
  const others = optionalBeside(schema, site);
  if (others.length === 0 || site.node.type === 'object') return undefined;
  return inContract((draft) => {
    const node = bodyNode(draft, operation, site.owner) as {
      required?: string[];
      allOf?: object[];
    };
    const name = site.field.at(-1);
    const alone = {
      if: { not: { anyOf: others.map((other) => ({ required: [other] })) } },
      then: { required: [name] },
    };
    const required = node.required?.filter((one) => one !== name);
    change(node, { required, allOf: [...(node.allOf ?? []), alone] });
  });
}

/** The fields of a site's owner, without its own, that may be left out. */
function optionalBeside(schema: JsonSchema, { owner, field }: Site): string[] {
  const siblings = Object.keys((valueAt(schema, [...owner, 'properties']) ?? {}) as object);
  const required = valueAt(schema, [...owner, 'required']);
  return siblings.filter(
    (name) => name !== field.at(-1) && !(Array.isArray(required) && required.includes(name)),
  );
}

/** The optional field that follows a site's own, the first after the last; none whose presence has rules of its own. */
function nextTo(schema: JsonSchema, site: Site): string | undefined {
  const names = Object.keys((valueAt(schema, [...site.owner, 'properties']) ?? {}) as object);
  const place = names.indexOf(site.field.at(-1) ?? '');
  const { oneOf, allOf } = valueAt(schema, site.owner) as JsonSchema;
  const bound = JSON.stringify([oneOf, allOf]);
  const others = optionalBeside(schema, site).filter((name) => !bound.includes(`"${name}"`));
  return [...names.slice(place + 1), ...names].find((name) => others.includes(name));
}

/** Refuses requests without the field that have the next one. */
function neededBeside(operation: string, schema: JsonSchema, site: Site): Change | undefined {
  const [name = '', next] = [site.field.at(-1), nextTo(schema, site)];
  if (next === undefined) return undefined;
  return alsoRefuse(operation, (body) =>
    ownersOf(site, body).some((owner) => !Object.hasOwn(owner, name) && Object.hasOwn(owner, next)),
  );
}

/** The objects of a body in which a site's field stands, or would. */
function ownersOf({ field }: Site, body: unknown): object[] {
  return valuesAt(body, field.slice(0, -1)).flatMap(({ value }) =>
    typeof value === 'object' && value !== null ? [value] : [],
  );
}

/**
 * Refuses requests without the field: all of them, or where the contract's first example would be among
 * them only those that have another optional field beside it.
 */
function needed(contract: Contract, operation: Operation, schema: JsonSchema, site: Site): Change {
  const name = site.field.at(-1) ?? '';
  const others = optionalBeside(schema, site);
  const lacks = (owner: object) => !Object.hasOwn(owner, name);
  const hasOthers = (owner: object) => others.some((other) => Object.hasOwn(owner, other));

  const isPlainRefused = ownersOf(site, exampleRequest(contract, operation).body).some(lacks);
  return alsoRefuse(operation.id, (body) =>
    ownersOf(site, body).some((owner) => lacks(owner) && (!isPlainRefused || hasOthers(owner))),
  );
}
