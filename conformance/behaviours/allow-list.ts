import type { AllowList } from '../../specs/behaviours/allow-list.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import type { Fault, Plan } from '../cases/change.ts';
import { fieldsIn } from '../cases/fields.ts';
import { amongMany, inFront, listOf } from '../cases/in-front.ts';
import { replaced } from '../cases/place.ts';
import { unseen } from '../suite/check.ts';
import type { Verifier } from '../suite/verification.ts';

/** Addresses that are not https, that begin otherwise, and that climb out of what they begin with. */
export const verify: Verifier<AllowList> = (declared, plan) => {
  const prefixes = plan.known.setting(declared.setting, 'primary');
  const prefix = Array.isArray(prefixes) ? prefixes[0] : undefined;
  if (typeof prefix !== 'string') {
    const reason = `the target does not name ${declared.setting} of the tenant of primary`;
    const clauses = [declared.scheme, declared.outside, declared.traversal].map((r) => r.clause);
    return { checks: [unseen(`allow-list${declared.at}`, reason, clauses)] };
  }
  return {
    faults: [
      ...addressFaults(plan, declared, 'scheme', declared.scheme, schemes(prefix)),
      ...addressFaults(plan, declared, 'outside', declared.outside, outside(prefix)),
      ...addressFaults(plan, declared, 'traversal', declared.traversal, climbing(prefix)),
    ],
  };
};

/** How long the list of a fault may be: the longest of the document, or a dozen where it has none. */
function mostItems({ forms }: Plan, fault: Fault): number {
  const list = listOf(fault);
  const fields = forms.flatMap(({ root }) => fieldsIn(root));
  return Number(fields.find(({ pointer }) => pointer === list)?.schema.maxItems ?? 12);
}

/** A fault for each address that must be refused; other files use it for the rules that they know. */
export function addressFaults(
  plan: Plan,
  { at }: Pick<AllowList, 'at'>,
  keyword: string,
  rejection: Rejection,
  addresses: Readonly<Record<string, string>>,
  premise?: string,
): Fault[] {
  return Object.entries(addresses)
    .map(
      ([operator, address]): Fault => ({
        id: `${at}/${keyword}/${operator}`,
        kind: 'allow-list',
        pointer: at,
        keyword,
        operator,
        rejection,
        premise,
        apply: (draft) => replaced(draft, at, address),
      }),
    )
    .flatMap((fault) => [fault, ...inFront(fault), ...amongMany(fault, mostItems(plan, fault))]);
}

function schemes(prefix: string): Record<string, string> {
  const rest = prefix.slice('https:'.length);
  return { http: `http:${rest}file.png`, ftp: `ftp:${rest}file.png` };
}

function outside(prefix: string): Record<string, string> {
  const { host, hostname, port } = new URL(prefix);
  const otherPort = port === '8443' ? 9443 : 8443;
  return {
    'another-port': `${prefix.replace(host, `${hostname}:${otherPort}`)}file.png`,
    'shorter-host': prefix.replace(host, `evil-${host}`),
    'another-host': 'https://files.example.com/file.png',
    'longer-host': `${prefix.replace(host, `${host}.example.com`)}file.png`,
    'as-user': `${prefix.replace(host, `${host}@files.example.com`)}file.png`,
    'in-path': `https://files.example.com/${hostname}/file.png`,
    'as-query': `https://files.example.com/?${prefix}file.png`,
    'no-address': 'file.png',
  };
}

function climbing(prefix: string): Record<string, string> {
  return {
    'two-dots': `${prefix}a/../../file.png`,
    'two-dots-at-once': `${prefix}../file.png`,
    'two-dots-inside': `${prefix}a/../file.png`,
    // What reads URLs as browsers do takes these for slashes, and for anybody else they have no place in one.
    backslashes: `${prefix}a\\..\\..\\file.png`,
  };
}

/** The first prefix of the tenant of a role. */
export function prefixOf(
  { known }: Plan,
  { setting }: AllowList,
  role: string,
): string | undefined {
  const prefixes = known.setting(setting, role);
  return Array.isArray(prefixes) ? prefixes[0] : undefined;
}
