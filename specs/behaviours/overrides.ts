import { clauseId, declareKind, pointer } from '../contract/declare.ts';

/** When the field at `when` equals `is`, the fields of `set` take these values whatever was sent. */
export interface Overrides {
  readonly kind: 'overrides';
  readonly clause: string;
  readonly when: string;
  readonly is: unknown;
  readonly set: Readonly<Record<string, unknown>>;
}

export const declared = declareKind('overrides', {
  clause: clauseId,
  when: pointer,
  is: {},
  set: { type: 'object', propertyNames: pointer },
});
