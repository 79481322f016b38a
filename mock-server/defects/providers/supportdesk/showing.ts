import { bodyOf } from '../../../engine/request.ts';
import { answering } from '../../answers.ts';
import type { Change } from '../../defect.ts';

export const operation = 'createTicket';

export type Data = Record<string, unknown> & { customer: object; assignedAgent: object | null };

/** The ticket in the answer is shown otherwise. */
export const showing = (edit: (data: Data, body: Record<string, unknown>) => void): Change =>
  answering({ operation, outcome: ['accepted'] }, (answer, { request }) => {
    edit((answer as { data: Data }).data, bodyOf(request) as Record<string, unknown>);
  });
