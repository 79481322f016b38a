import type { AuditRule } from '../rule.ts';
import { answerRules } from './answers.ts';
import { backOffRules } from './back-off.ts';
import { keyRules } from './keys.ts';
import { loadRules } from './load.ts';
import { outcomeRules } from './outcomes.ts';
import { requestRules } from './requests.ts';
import { retryRules } from './retries.ts';

/** Everything that a client has to keep to, in the order in which a report has it. */
export const auditRules: readonly AuditRule[] = [
  ...requestRules,
  ...keyRules,
  ...retryRules,
  ...backOffRules,
  ...answerRules,
  ...loadRules,
  ...outcomeRules,
];
