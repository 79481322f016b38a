import type { Recipe } from '../cases/recipe.ts';
import type { Kind } from './case.ts';

/** Keywords that set a limit: what is said of them is just inside of it or just outside. */
const limits = new Set([
  ...['minLength', 'maxLength', 'characters', 'minimum', 'maximum', 'exclusiveMinimum'],
  ...['exclusiveMaximum', 'minItems', 'maxItems', 'size', 'depth', 'rendered-size'],
]);

/** Operators that go far beyond a limit. */
const far = new Set(['many-too-many', 'far-too-small', 'far-too-big', 'none-at-all']);

/** What a recipe's case is for. */
export function kindOf({ change, expects, isHostile }: Recipe): Kind {
  if (isHostile) return 'hostile';
  if (change && limits.has(change.keyword) && !far.has(change.operator)) return 'boundary';
  return expects.is === 'accepted' ? 'valid' : 'invalid';
}
