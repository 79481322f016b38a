import type { DefectsOf } from '../defect.ts';
import { agentDefects } from './mava/agents.ts';
import { attachmentDefects } from './mava/attachments.ts';
import { customerDefects } from './mava/customer.ts';
import { partialDefects } from './mava/partial.ts';
import { referenceDefects } from './mava/references.ts';
import { responseDefects } from './mava/response.ts';

export const defects: DefectsOf = (contract) => [
  ...customerDefects,
  ...referenceDefects,
  ...attachmentDefects(contract),
  ...partialDefects,
  ...responseDefects,
  ...agentDefects,
];
