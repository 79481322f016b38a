import type { Entity, Facts } from '../../../engine/facts.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { alsoListing, knowing } from '../../knowing.ts';
import { showing } from './showing.ts';

/** Assignment sees other agents than the app's. */
const withAgents = (edit: (agents: readonly Entity[], facts: Facts) => readonly Entity[]): Change =>
  knowing(() => (facts) => {
    const lists = new Map(facts.lists);
    lists.set('agent', edit(facts.lists.get('agent') ?? [], facts));
    return { lists };
  });

const turnOf = ({ data }: Entity) => Number(data.turn ?? 0);
const isFree = ({ data }: Entity) => data.available === true && data.level === 'N1';
const become = (agent: Entity, data: object): Entity => ({
  ...agent,
  data: { ...agent.data, ...data },
});

export const assignmentDefects: readonly Defect[] = [
  defect('supportdesk/assignment/assigned', 'every-third-to-nobody', everyThirdToNobody()),
  defect(
    'supportdesk/assignment/assigned',
    'away-agents-too',
    withAgents((agents) => agents.map((agent) => become(agent, { available: true }))),
  ),
  defect(
    'supportdesk/assignment/in-progress',
    'open',
    showing((data) => {
      if (data.assignedAgent) data.status = 'OPEN';
    }),
  ),
  defect(
    'supportdesk/assignment/in-progress',
    'open-for-low-priority',
    showing((data) => {
      if (data.priority === 'LOW') data.status = 'OPEN';
    }),
  ),
  defect(
    'supportdesk/assignment/turns',
    'always-the-first',
    withAgents((agents) => agents.map((agent) => become(agent, { turn: undefined }))),
  ),
  defect(
    'supportdesk/assignment/turns',
    'passes-over-the-last',
    withAgents((agents) =>
      agents.filter(
        (agent) =>
          agent.id !== agents.filter(isFree).at(-1)?.id || agents.filter(isFree).length === 1,
      ),
    ),
  ),
  defect(
    'supportdesk/assignment/stays-available',
    'busy-once-assigned',
    withAgents((agents) => agents.filter((agent) => turnOf(agent) <= 0)),
  ),
  defect(
    'supportdesk/assignment/own-app',
    'agents-of-others-too',
    alsoListing('agent', 'clbirch11'),
  ),
  defect(
    'supportdesk/assignment/n1-only',
    'others-when-none-is-free',
    withAgents((agents) =>
      agents.some(isFree) ? agents : agents.map((agent) => become(agent, { level: 'N1' })),
    ),
  ),
  defect(
    'supportdesk/assignment/n1-only',
    'others-take-turns',
    withAgents((agents) => agents.map((agent) => become(agent, { level: 'N1' }))),
  ),
  defect(
    'supportdesk/assignment/none-status',
    'in-progress',
    showing((data) => {
      if (!data.assignedAgent) data.status = 'IN_PROGRESS';
    }),
  ),
  defect(
    'supportdesk/assignment/none-status',
    'pending',
    showing((data) => {
      if (!data.assignedAgent) data.status = 'PENDING';
    }),
  ),
  defect(
    'supportdesk/assignment/none-agent',
    'missing',
    showing((data) => {
      if (!data.assignedAgent) delete (data as { assignedAgent?: object | null }).assignedAgent;
    }),
  ),
  defect(
    'supportdesk/assignment/none-agent',
    'an-empty-object',
    showing((data) => {
      data.assignedAgent ??= {};
    }),
  ),
];

function everyThirdToNobody(): Change {
  return knowing(() => {
    const counts = new Map<string, number>();
    return ({ sandbox, lists }) => {
      const count = (counts.get(sandbox) ?? 0) + 1;
      counts.set(sandbox, count);
      return count % 3 === 0 ? { lists: new Map(lists).set('agent', []) } : undefined;
    };
  });
}
