import { declareKind, pointer, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/**
 * Which fields go together. A member is a field, or a list of fields of which any one makes it present.
 * `none` answers when no member is there, `several` when more than one is. With `when`, the rule
 * applies only to a body that has that field.
 */
export interface Presence {
  readonly kind: 'presence';
  readonly rule: 'exactly-one-of' | 'at-least-one-of' | 'forbidden-together';
  readonly of: readonly (string | readonly string[])[];
  readonly when?: string;
  readonly none?: Rejection;
  readonly several?: Rejection;
}

const base = declareKind(
  'presence',
  {
    rule: { enum: ['exactly-one-of', 'at-least-one-of', 'forbidden-together'] },
    of: {
      type: 'array',
      minItems: 2,
      items: { anyOf: [pointer, { type: 'array', minItems: 1, items: pointer }] },
    },
    when: pointer,
    none: rejection,
    several: rejection,
  },
  { optional: ['when', 'none', 'several'], isCheck: true },
);

const needs = (rule: string, ...properties: string[]) => ({
  if: { properties: { rule: { const: rule } } },
  then: { required: properties },
});

export const declared = {
  ...base,
  schema: {
    ...base.schema,
    allOf: [
      needs('exactly-one-of', 'none', 'several'),
      needs('at-least-one-of', 'none'),
      needs('forbidden-together', 'several'),
    ],
  },
};
