import type { Contract } from '../../specs/contract/types.ts';
import { defects as allowList } from './behaviours/allow-list.ts';
import { defects as authentication } from './behaviours/authentication.ts';
import { defects as authorisation } from './behaviours/authorisation.ts';
import { defects as body } from './behaviours/body.ts';
import { defects as declaredJson } from './behaviours/declared-json.ts';
import { defects as defaults } from './behaviours/defaults.ts';
import { defects as echo } from './behaviours/echo.ts';
import { defects as errors } from './behaviours/errors.ts';
import { defects as findOrCreate } from './behaviours/find-or-create.ts';
import { defects as idempotency } from './behaviours/idempotency.ts';
import { defects as identifiers } from './behaviours/identifiers.ts';
import { defects as json } from './behaviours/json.ts';
import { defects as overrides } from './behaviours/overrides.ts';
import { defects as ownership } from './behaviours/ownership.ts';
import { defects as presence } from './behaviours/presence.ts';
import { defects as quota } from './behaviours/quota.ts';
import { defects as rateLimit } from './behaviours/rate-limit.ts';
import { defects as reference } from './behaviours/reference.ts';
import { defects as sequence } from './behaviours/sequence.ts';
import type { Defect, DefectsOf } from './defect.ts';
import { catalogueDefects } from './derived/catalogue.ts';
import { nullDefects } from './derived/null-values.ts';
import { orderDefects } from './derived/order.ts';
import { rejectionDefects } from './derived/rejections.ts';
import { requestFieldDefects } from './derived/request-fields.ts';
import { requestValueDefects } from './derived/request-values.ts';
import { responseFieldDefects } from './derived/response-fields.ts';
import { defects as loop } from './providers/loop.ts';
import { defects as mava } from './providers/mava.ts';
import { defects as midlyr } from './providers/midlyr.ts';
import { defects as supportdesk } from './providers/supportdesk.ts';
import { defects as tickiti } from './providers/tickiti.ts';

/** What any contract suggests: by its schemas, its rejections, and each kind of behaviour. */
const derived: readonly DefectsOf[] = [
  requestFieldDefects,
  requestValueDefects,
  responseFieldDefects,
  rejectionDefects,
  nullDefects,
  catalogueDefects,
  orderDefects,
  allowList,
  authentication,
  authorisation,
  body,
  json,
  errors,
  echo,
  identifiers,
  idempotency,
  declaredJson,
  defaults,
  findOrCreate,
  overrides,
  ownership,
  presence,
  quota,
  rateLimit,
  reference,
  sequence,
];

/** What only one provider can get wrong. */
const own: Readonly<Record<string, DefectsOf>> = { loop, mava, midlyr, supportdesk, tickiti };

/**
 * All defects of a contract by id, in the order of its clauses. Of a clause that nobody can observe there
 * is none: a defect has to show on the wire.
 */
export function defectsOf(contract: Contract): ReadonlyMap<string, Defect> {
  const byId = Map.groupBy(
    derived.flatMap((make) => make(contract)),
    ({ id }) => id,
  );
  // What a provider says of itself takes the place of what its contract suggests.
  const special = new Map(own[contract.provider]?.(contract).map((one) => [one.id, one]));
  const suggested = [...byId.values()].map(merged).filter(({ id }) => !special.has(id));
  const all = [...suggested, ...special.values()];
  const byClause = Map.groupBy(all, ({ clause }) => clause);
  const observable = [...contract.clauses.values()].filter(({ unobservable }) => !unobservable);
  const ordered = observable.flatMap(({ id }) => byClause.get(id) ?? []);
  return new Map(ordered.map((defect) => [defect.id, defect]));
}

/** Several that do the same to one clause are one, in all their places. */
function merged(alike: readonly Defect[]): Defect {
  const [first] = alike as [Defect, ...Defect[]];
  return { ...first, changes: alike.flatMap(({ changes }) => changes) };
}
