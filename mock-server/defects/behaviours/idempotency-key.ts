import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import { bodyOf, type Request } from '../../engine/request.ts';

/** The key that a request carries, as text. */
export function keyOf(key: Idempotency['key'], request: Request): string | undefined {
  const value =
    key.in === 'header'
      ? request.headers[key.name.toLowerCase()]
      : valueAt(bodyOf(request), parsePointer(key.at));
  return typeof value === 'string' ? value : undefined;
}
