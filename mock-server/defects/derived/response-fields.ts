import type { JsonSchema } from '../../../specs/contract/declare.ts';
import type { Contract, Operation } from '../../../specs/contract/types.ts';
import { answering, editAt, successes, type Which } from '../answers.ts';
import type { DefectsOf } from '../defect.ts';
import { type Candidate, named } from './candidate.ts';
import { type FieldEdit, formatEdits, missing, typeEdits, valueEdits } from './response-edits.ts';
import { cited, isRequired, nameOf, type Site, sitesOf } from './sites.ts';

/** What can be wrong with each field of each answer, where the answer's schema cites a clause for it. */
export const responseFieldDefects: DefectsOf = (contract) =>
  named(
    contract.operations.flatMap((operation) =>
      [...operation.responses].flatMap(([status, schema]) =>
        sitesOf(schema).flatMap((site) =>
          editsOf(contract, schema, site).map(([clause, edit]) =>
            candidate(operation, status, site, clause, edit),
          ),
        ),
      ),
    ),
  );

function editsOf(
  contract: Contract,
  schema: JsonSchema,
  site: Site,
): (readonly [clause: string, edit: FieldEdit])[] {
  const { node, field } = site;
  const of = (keyword: string, edits: readonly FieldEdit[]) => {
    const clause = cited(site, keyword);
    return clause === undefined ? [] : edits.map((edit) => [clause, edit] as const);
  };
  // A clause that names no value is kept by either.
  const tellsWhich = /\b(true|false)\b/.test(
    contract.clauses.get(cited(site, 'type') ?? '')?.text ?? '',
  );
  return [
    ...of(
      'type',
      typeEdits(node).filter(({ what }) => what !== 'turned-round' || tellsWhich),
    ),
    ...of(node.enum ? 'enum' : 'const', valueEdits(node)),
    ...of('format', formatEdits(node)),
    ...(field.at(-1) !== '*' && isRequired(schema, site) ? of('required', [missing]) : []),
    // A clause for the whole node speaks of its presence where it is not demanded, too.
    ...(typeof node['x-clause'] === 'string' && !isRequired(schema, site) && isNamed(site)
      ? of('optional', [missing])
      : []),
  ];
}

function isNamed({ field }: Site): boolean {
  return field.length > 0 && field.at(-1) !== '*';
}

function candidate(
  operation: Operation,
  status: string,
  site: Site,
  clause: string,
  { what, edit }: FieldEdit,
): Candidate {
  const isSuccess = status.startsWith('2');
  const which: Which = isSuccess
    ? { operation: operation.id, outcome: successes }
    : { operation: operation.id, outcome: ['refused'], status: Number(status) };
  const change = answering(which, (body) => {
    if (site.field.length === 0) return edit(body);
    editAt(body, site.field, edit);
    return body;
  });
  return { clause, what, place: nameOf(site), changes: [change] };
}
