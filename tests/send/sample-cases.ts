// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets
import type { Case, CaseBody, Outcome, Step } from '../../conformance/generate/case.ts';

const json = { name: 'content-type', value: 'application/json' };

/** A step that posts a body as JSON with a credential. */
export function post(
  path: string,
  body: unknown,
  outcomes: Partial<Pick<Step, 'allowed' | 'expected' | 'title' | 'wait'>> & {
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Step {
  const { headers = { authorization: '${DOUBLECHECK_PRIMARY}' }, ...rest } = outcomes;
  const { allowed = [{ status: '2xx' }] } = rest;
  const given = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    request: {
      method: 'POST',
      path,
      headers: [json, ...given],
      body: isBody(body) ? body : { text: JSON.stringify(body) },
    },
    expected: allowed,
    allowed,
    ...rest,
  };
}

function isBody(body: unknown): body is CaseBody {
  return typeof body === 'object' && body !== null && ('parts' in body || 'base64' in body);
}

/** A case of these steps. */
export function caseOf(id: string, steps: Case['steps'], own: Partial<Case> = {}): Case {
  return {
    id,
    provider: 'midlyr',
    kind: steps.length > 1 ? 'sequence' : 'valid',
    clauses: [],
    violation: null,
    varies: null,
    steps,
    ...own,
  };
}

const events = '/api/v1/events';
const event = { scenario: 'generic', content: { type: 'text', text: 'Charged twice.' } };

/** A request that midlyr accepts. */
export function accepted(id: string, outcomes: Parameters<typeof post>[2] = {}): Case {
  return caseOf(id, [post(events, event, { allowed: [{ status: 201 }], ...outcomes })]);
}

/** One that midlyr refuses, for a field that is missing. */
export function refused(id: string, outcomes: Parameters<typeof post>[2] = {}): Case {
  const { content } = event;
  const allowed: Outcome[] = [{ status: 400, code: 'validation_failed' }];
  return caseOf(id, [post(events, { content }, { allowed, ...outcomes })], {
    kind: 'invalid',
    clauses: ['midlyr/scenario/required'],
    violation: { pointer: '/scenario', keyword: 'required', operator: 'left-out' },
  });
}

/** Cases as a file has them. */
export function jsonl(cases: Iterable<Case>): string {
  return [...cases].map((one) => `${JSON.stringify(one)}\n`).join('');
}

/** Cases as they come from a file. */
export async function* streamOf(cases: Iterable<Case>): AsyncGenerator<Case> {
  yield* cases;
}
