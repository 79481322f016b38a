import type { Tool } from './tool.ts';

/**
 * Every boundary and every broken field, not the examples alone. Without a bound on the combinations of
 * valid fields Loop's alone take minutes, and the broken ones, which come last, are never sent.
 */
const thoroughly = { SPECMATIC_GENERATIVE_TESTS: 'true', MAX_TEST_REQUEST_COMBINATIONS: '50' };

/** Specmatic reads a copy of the contract, and the credential from a variable named after the scheme. */
export function specmatic(jar: string, settings: Tool['settings']): Tool {
  return {
    name: 'Specmatic',
    settings,
    command: ({ contract, baseUrl, copy, credential: { token } }) => {
      const schemes = Object.keys(contract.document.components?.securitySchemes ?? {});
      return {
        program: 'java',
        args: ['-jar', jar, 'test', copy, `--testBaseURL=${baseUrl}`],
        environment: {
          ...Object.fromEntries(schemes.map((name) => [name, token])),
          ...(settings === 'most thorough' && thoroughly),
        },
      };
    },
    failuresIn,
  };
}

/** The scenario of each failure, and what came instead of what. */
function failuresIn(output: string): string[] {
  return output
    .split(/^-{20}$/m)
    .filter((block) => /^.*Scenario: .* has FAILED$/m.test(block))
    .map((block) => {
      const scenario = /^.*Scenario: (.*) has FAILED$/m.exec(block)?.[1] ?? '';
      const reasons = [...block.matchAll(/^\s+>> (\S+)$|^\s+(Specification expected .*)$/gm)];
      const told = reasons.map(([, place, mismatch]) => place ?? mismatch).join(' ');
      return `${scenario}: ${told}`;
    });
}
