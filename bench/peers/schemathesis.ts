import type { Tool } from './tool.ts';

/** What its help offers beyond the defaults: every check, every phase, five times the examples, no early end. */
const thoroughly = [
  ['--checks', 'all'],
  ['--mode', 'all'],
  ['--phases', 'examples,coverage,fuzzing,stateful'],
  ['--max-examples', '500'],
  ['--continue-on-failure'],
].flat();

/** Schemathesis reads the contract as it is. */
export function schemathesis(program: string, settings: Tool['settings']): Tool {
  return {
    name: 'Schemathesis',
    settings,
    command: ({ contract, baseUrl, credential: { header, value } }) => ({
      program,
      args: [
        ...['run', contract.file, '--url', baseUrl, '--header', `${header}: ${value}`],
        ...['--seed', '1'],
        ...(settings === 'defaults' ? [] : thoroughly),
      ],
      environment: { NO_COLOR: '1' },
    }),
    failuresIn,
  };
}

/**
 * Operation, check, status and (of a refusal) body of each failure that it lists. Two refusals of one
 * operation by the same check are told apart by their bodies, to its favour.
 */
function failuresIn(output: string): string[] {
  const [, listed = ''] = output.split(/^=+ FAILURES =+$/m);
  const [failures = ''] = listed.split(/^=+ (?:SUMMARY|WARNINGS|ERRORS) =+$/m);
  let operation = '';
  return failures.split(/^(?=_{3,} .* _{3,}$|\d+\. Test Case ID)/m).flatMap((block) => {
    operation = /^_+ (.*?) _+$/m.exec(block)?.[1] ?? operation;
    const checks = [...block.matchAll(/^- (ST\d+ .*)$/gm)].map(([, check]) => check);
    const status = /^\[(\d{3})\]/m.exec(block)?.[1] ?? 'no answer';
    const body = status < '400' ? '' : (/^ {4}`(.*)`?$/m.exec(block)?.[1] ?? '');
    return checks.map((check) => `${operation}: ${check} [${status}] ${steady(body)}`);
  });
}

/** Without times, ids and counts. */
function steady(text: string): string {
  return text.replaceAll(/[\w-]*\d[\w:.-]*/g, '#');
}
