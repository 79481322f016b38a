import { answering } from '../../answers.ts';
import { type Change, type Defect, defect } from '../../defect.ts';
import { alsoListing } from '../../knowing.ts';

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

/** An agent of another organization is listed too. */
const ofAll = alsoListing('agent', '645jkl1234567890abcdef71');

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
    'mava/agents/all-at-once',
    'the-first-alone',
    listing((agents) => agents.slice(0, 1)),
  ),
  defect('mava/agents/own-organization', 'of-others-too', ofAll),
];
