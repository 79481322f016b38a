import { clauseId, declareKind, pointer } from '../contract/declare.ts';

/** Numbers given out one after the other in each tenant, from its setting `setting` on, without gap or repeat. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly clause: string;
  readonly at: string;
  readonly prefix: string;
  readonly setting: string;
}

export const declared = declareKind('sequence', {
  clause: clauseId,
  at: pointer,
  prefix: { type: 'string' },
  setting: { type: 'string' },
});
