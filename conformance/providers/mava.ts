import { agentChecks } from './mava/agents.ts';
import { assigneeFaults, assigneeVariations } from './mava/assignee.ts';
import { attachmentFaults, attachmentVariations, watchAttachments } from './mava/attachments.ts';
import { customerChecks } from './mava/customer.ts';
import { watchErrors } from './mava/errors.ts';
import { isolationChecks, isolationFaults } from './mava/isolation.ts';
import { sharedLimit } from './mava/shared-limit.ts';
import { ticketChecks, watchTicket } from './mava/ticket.ts';
import type { ProviderSuite } from './provider-suite.ts';

/** What only mava's page says: whose customer it is, what may be named, and what every answer must have. */
export const suite: ProviderSuite = {
  operations: {
    createTicket: (plan) => ({
      watches: [watchTicket(plan), watchAttachments(), watchErrors(plan)],
      faults: [...assigneeFaults(plan), ...attachmentFaults(plan), ...isolationFaults(plan)],
      variations: [...assigneeVariations(plan), ...attachmentVariations(plan)],
      checks: [
        ...ticketChecks(plan),
        ...customerChecks(plan),
        ...isolationChecks(plan),
        sharedLimit(plan),
      ],
    }),
    listAgents: (plan) => ({ checks: agentChecks(plan), watches: [watchErrors(plan)] }),
  },
};
