import type { ProviderSuite } from './provider-suite.ts';
import { bindData } from './tickiti/bound-data.ts';
import { flagChecks, watchFlags } from './tickiti/flags.ts';
import { contentTypeFaults, uidChecks, watchAnswer } from './tickiti/headers-and-uid.ts';
import { queueChecks, watchQueue } from './tickiti/queue.ts';
import { queueFaults } from './tickiti/queue-names.ts';
import { templateChecks } from './tickiti/templates.ts';
import { unifiedChecks, watchUnified } from './tickiti/unified.ts';

/** Queues, templates and interventions, the path that an answer tells, and the leaner endpoint beside. */
export const suite: ProviderSuite = {
  complete: bindData,
  operations: {
    createTicket: (plan) => ({
      watches: [watchAnswer(), watchQueue(plan), watchFlags(plan)],
      faults: [...contentTypeFaults(plan), ...queueFaults(plan)],
      checks: [
        ...queueChecks(plan),
        ...flagChecks(plan),
        ...templateChecks(plan),
        ...uidChecks(plan),
      ],
    }),
    createTicketUnified: (plan) => ({ watches: [watchUnified(plan)], checks: unifiedChecks(plan) }),
  },
};
