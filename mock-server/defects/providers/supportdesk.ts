import type { DefectsOf } from '../defect.ts';
import { assignmentDefects } from './supportdesk/assignment.ts';
import { customerDefects } from './supportdesk/customers.ts';
import { fieldDefects } from './supportdesk/fields.ts';
import { ticketDefects } from './supportdesk/ticket.ts';

export const defects: DefectsOf = () => [
  ...customerDefects,
  ...fieldDefects,
  ...ticketDefects,
  ...assignmentDefects,
];
