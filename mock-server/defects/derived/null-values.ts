import type { Operation } from '../../../specs/contract/types.ts';
import { type DefectsOf, inContract } from '../defect.ts';
import { bodyNode, change } from '../draft.ts';
import { type Candidate, kebab, named } from './candidate.ts';
import { isCounted, isLookedAt } from './looked-at.ts';
import { nameOf, type Site, sitesOf } from './sites.ts';

/** So many fields of an operation tell as much as all of them would. */
const enough = 3;

/** Null is taken as the value of a field, where a contract has a clause for what it means. */
export const nullDefects: DefectsOf = (contract) => {
  const clause = `${contract.provider}/body/null`;
  if (!contract.clauses.has(clause)) return [];
  return named(contract.operations.slice(0, 1).flatMap((one) => candidatesOf(clause, one)));
};

function candidatesOf(clause: string, operation: Operation): Candidate[] {
  const { id, bodySchema } = operation;
  const sites = bodySchema ? sitesOf(bodySchema) : [];
  return sites
    .filter((site) => isPlain(operation, site))
    .slice(0, enough)
    .map((site) => ({
      clause,
      what: `taken-as-${kebab(nameOf(site))}`,
      place: '',
      changes: [
        inContract((draft) => {
          const { type, enum: listed } = site.node;
          change(bodyNode(draft, id, site.at), {
            type: [type, 'null'],
            ...(listed !== undefined && { enum: [...(listed as unknown[]), null] }),
          });
        }),
      ],
    }));
}

/** A field of its own value, that nothing else looks at. */
function isPlain(operation: Operation, site: Site): boolean {
  const { type } = site.node;
  const isValue = typeof type === 'string' && !['object', 'array', 'null'].includes(type);
  const isNamed = site.field.length > 0 && !site.field.includes('*');
  return isValue && isNamed && !isLookedAt(operation, site) && !isCounted(operation, site);
}
