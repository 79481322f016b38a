import type { AllowList } from '../../specs/behaviours/allow-list.ts';
import { formatPointer, parsePointer, valuesAt } from '../../specs/contract/pointer.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import { callerOf } from '../engine/context.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';
import { bodyOf } from '../engine/request.ts';

/** Refuses a URL that is not https, does not begin with one of the tenant's prefixes, or climbs out of it. */
export const enforce: Enforcer<AllowList> = ({ at, setting, scheme, outside, traversal }) => {
  const path = parsePointer(at);

  const judge = (text: string, prefixes: readonly string[]): Rejection | undefined => {
    if (climbs(text)) return traversal;
    const url = URL.parse(text);
    if (!url) return outside;
    if (url.protocol !== 'https:') return scheme;
    return prefixes.some((prefix) => url.href.startsWith(prefix)) ? undefined : outside;
  };

  return {
    check(context) {
      const prefixes = callerOf(context).settings[setting];
      const allowed = Array.isArray(prefixes) ? (prefixes as string[]) : [];
      for (const { path: found, value } of valuesAt(bodyOf(context.request), path)) {
        const rejection = judge(String(value), allowed);
        if (!rejection) continue;
        return refuse(rejection, { reason: `${formatPointer(found)}: ${rejection.clause}` });
      }
      return undefined;
    },
  };
};

/**
 * Whether the path of a URL, however encoded, has a segment that leads upward. `URL` would resolve such
 * segments silently, so the text itself is looked at: decoded until nothing changes, compatibility
 * letters folded, and whatever has no place in a path counts as an attempt.
 */
function climbs(text: string): boolean {
  let path = text.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i, '').split(/[?#]/)[0] ?? '';
  for (let round = 0; round < 8; round += 1) {
    const folded = path.normalize('NFKC');
    if (/[\\\p{Cc}]/u.test(folded) || folded.split('/').some(isUpward)) return true;
    const decoded = decode(path);
    if (decoded === undefined) return true;
    if (decoded === path) return false;
    path = decoded;
  }
  return true;
}

function isUpward(segment: string): boolean {
  return /^\.\.(;.*)?$/.test(segment);
}

/** Undefined for bytes that are not UTF-8: overlong forms are how old decoders were led astray. */
function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  } catch {
    return undefined;
  }
}
