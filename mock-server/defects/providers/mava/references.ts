import type { Reference } from '../../../../specs/behaviours/reference.ts';
import { valueAt } from '../../../../specs/contract/pointer.ts';
import type { Rejection } from '../../../../specs/contract/types.ts';
import type { Context } from '../../../engine/context.ts';
import { refuse } from '../../../engine/outcome.ts';
import { bodyOf } from '../../../engine/request.ts';
import { passing, tellingDefect } from '../../behaviours/reference.ts';
import { type Change, type Defect, defect, inContract } from '../../defect.ts';
import { behavioursIn, bodyNode, change } from '../../draft.ts';
import { seeingForeign } from '../../knowing.ts';
import { checking, enforcing, seeing } from '../../seeing.ts';
import { alsoRefuse, seenAs } from '../../validated.ts';

const isAssignee = ({ at }: Reference) => at === '/assignedTo';

const assigneeOf = (context: Context) => String(valueAt(bodyOf(context.request), ['assignedTo']));

const agentWith = (context: Context, field: 'id' | 'email') =>
  context.facts.lists
    .get('agent')
    ?.find((agent) => (field === 'id' ? agent.id : agent.data.email) === assigneeOf(context));

/** All agents are known when an assignee is checked. */
const knowingAgents = (
  check: (
    context: Context,
    declared: Reference,
  ) => ReturnType<typeof refuse> | 'accepted' | undefined,
): Change =>
  enforcing<Reference>(
    'reference',
    (inner, declared) => ({
      ask(request, wants) {
        inner.ask?.(request, wants);
        wants.lists.push('agent');
      },
      check(context) {
        const stop = check(context, declared);
        return stop === 'accepted' ? undefined : (stop ?? inner.check?.(context));
      },
    }),
    isAssignee,
  );

const byEmail = knowingAgents((context) => (agentWith(context, 'email') ? 'accepted' : undefined));

const withoutEmailRefused = knowingAgents((context, { missing }) => {
  const agent = agentWith(context, 'id');
  return agent && agent.data.email === undefined ? refuse(missing) : undefined;
});

const anyString = alsoRefuse('createTicket', (body) => {
  const assignee = valueAt(body, ['assignedTo']);
  return typeof assignee === 'string' && !/^[0-9a-f]{24}$/i.test(assignee);
});

/** A rejection of references at a place answers otherwise. */
const answering = (
  at: string,
  sort: 'missing' | 'foreign',
  edit: (answers: Rejection['answers']) => unknown,
): Change =>
  inContract((draft) => {
    for (const declared of behavioursIn<Reference>(draft.contract, 'reference'))
      if (declared.at === at) change(declared[sort], { answers: edit(declared[sort].answers) });
  });

const forbidden = (at: string) =>
  answering(at, 'foreign', ([answer]) => [{ ...answer, status: 403, code: 'FORBIDDEN' }]);

/** A list is looked up only up to its tenth item. */
const tenthAtMost: Change = checking<Reference>(
  'reference',
  (inner, context) => {
    const stop = inner(context);
    const index = Number(stop?.stop === 'refused' ? stop.detail?.match(/^\/tags\/(\d+)/)?.[1] : 0);
    return index >= 10 ? undefined : stop;
  },
  ({ at }) => at === '/tags/*',
);

const isObjectId = (value: unknown) => /^[0-9a-f]{24}$/i.test(String(value));

/** What has no form of an id is neither refused nor looked up. */
const malformedPassed = (field: 'category' | 'tags'): readonly Change[] => [
  inContract((draft) => {
    const items = field === 'tags' ? ['items'] : [];
    change(bodyNode(draft, 'createTicket', ['properties', field, ...items]), {
      pattern: undefined,
    });
  }),
  seeing<Reference>(
    'reference',
    (request) =>
      seenAs(request, (body) => {
        const { [field]: sent, ...others } = (body ?? {}) as Record<string, unknown>;
        const seen = Array.isArray(sent) ? sent.filter(isObjectId) : sent;
        return field === 'tags' || isObjectId(sent) ? { ...others, [field]: seen } : others;
      }),
    ({ at }) => at.startsWith(`/${field}`),
  ),
];

export const referenceDefects: readonly Defect[] = [
  defect(
    'mava/references/malformed-id',
    'passed-over-for-category',
    ...malformedPassed('category'),
  ),
  defect('mava/references/malformed-id', 'passed-over-among-tags', ...malformedPassed('tags')),

  defect('mava/assigned-to/not-an-email', 'takes-one', byEmail),
  defect('mava/assigned-to/without-email', 'refused', withoutEmailRefused),
  defect('mava/assigned-to/any-string', 'must-be-an-object-id', anyString),
  defect(
    'mava/assigned-to/unknown-status',
    'answers-400',
    answering('/assignedTo', 'missing', ([first, second]) => [second ?? first]),
  ),
  defect(
    'mava/references/verified',
    'categories-are-not',
    passing('/category', () => true),
  ),
  defect(
    'mava/references/verified',
    'customers-are-not',
    passing('/customerId', (sort) => sort === 'missing'),
  ),
  defect('mava/references/verified', 'tags-beyond-the-tenth-are-not', tenthAtMost),
  defect('mava/references/foreign', 'categories-of-others-accepted', seeingForeign('category')),
  defect('mava/references/foreign', 'tags-of-others-accepted', seeingForeign('tag')),
  ...['/customerId', '/category', '/tags/*'].map((at) =>
    defect(
      'mava/references/foreign',
      `answers-403-for-${at.replaceAll(/[^a-z]/gi, '').toLowerCase()}`,
      forbidden(at),
    ),
  ),
  ...['/customerId', '/assignedTo', '/category', '/tags/*'].map((at) =>
    tellingDefect('mava/references/indistinguishable', at),
  ),
];
