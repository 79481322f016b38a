import type { Entity } from '../../../engine/facts.ts';
import { answering } from '../../answers.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { knowing } from '../../knowing.ts';

const operation = 'listAgents';

type Agent = { readonly _id: string; readonly email?: string };

const listing = (edit: (agents: readonly Agent[]) => unknown): Change =>
  answering({ operation, outcome: ['accepted'] }, (agents) => edit(agents as readonly Agent[]));

/** Without a token the list is the last caller's. */
const open: Change = {
  of: 'steps',
  wrap(inner) {
    let known: string | undefined;
    return {
      ...inner,
      settle(store, provider, wants, decide) {
        const isList = wants.lists.includes('agent');
        const token = wants.token ?? (isList ? known : undefined);
        known = wants.token ?? known;
        return inner.settle(store, provider, { ...wants, token }, decide);
      },
    };
  },
};

/** Agents of other organizations are listed too, once they have been listed there. */
const ofAll: Change = knowing(() => {
  const known = new Map<string, Entity>();
  return ({ sandbox, lists }) => {
    const own = lists.get('agent');
    if (!own) return undefined;
    for (const agent of own) known.set(`${sandbox} ${agent.id}`, agent);
    const all = [...known]
      .filter(([name]) => name.startsWith(`${sandbox} `))
      .map(([, agent]) => agent);
    return { lists: new Map(lists).set('agent', all) };
  };
});

export const agentDefects: readonly Defect[] = [
  defect(
    'mava/agents/source',
    'other-ids',
    listing((agents) => agents.map((agent) => ({ ...agent, _id: `agent-${agent._id}` }))),
  ),
  defect(
    'mava/agents/source',
    'nobody',
    listing(() => []),
  ),
  defect('mava/agents/path', 'open-to-all', open),
  defect(
    'mava/agents/array',
    'in-an-object',
    listing((agents) => ({ agents })),
  ),
  defect(
    'mava/agents/without-email',
    'left-out',
    listing((agents) => agents.filter(({ email }) => email !== undefined)),
  ),
  defect(
    'mava/agents/without-email',
    'null',
    listing((agents) => agents.map((agent) => ({ ...agent, email: agent.email ?? null }))),
  ),
  defect(
    'mava/agents/without-email',
    'empty-text',
    listing((agents) => agents.map((agent) => ({ ...agent, email: agent.email ?? '' }))),
  ),
  defect(
    'mava/agents/all-at-once',
    'the-first-alone',
    listing((agents) => agents.slice(0, 1)),
  ),
  defect('mava/agents/own-organization', 'of-others-too', ofAll),
];
