import type { Target } from '../mock-server/admin/target.ts';
import type { Trial } from './trials.ts';

/** What is filled in where a variable of the client's has the name in braces. */
const placeholders = ['baseUrl', 'token', 'header', 'value'] as const;

export const placeholderList = placeholders.map((name) => `{${name}}`).join(', ');

/**
 * What a client is told about the double in its environment.
 *
 * @param file where the whole target is, as JSON: every credential, and what exists there.
 * @param own variables of the client's; `{baseUrl}`, `{token}`, `{header}` and `{value}` are filled in.
 */
export function environmentOf(
  { provider, baseUrl, credentials }: Target,
  trial: Trial,
  file: string,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const credential = credentials.primary ?? Object.values(credentials)[0];
  const { token = '', header = '', value = '' } = credential ?? {};
  const known = { baseUrl, token, header, value };
  const filled = Object.entries(own).map(([name, text]) => [
    name,
    text.replaceAll(inBraces, (whole, what) => (isPlaceholder(what) ? known[what] : whole)),
  ]);
  return {
    DOUBLECHECK_PROVIDER: provider,
    DOUBLECHECK_BASE_URL: baseUrl,
    DOUBLECHECK_TOKEN: token,
    DOUBLECHECK_HEADER: header,
    DOUBLECHECK_HEADER_VALUE: value,
    DOUBLECHECK_TRIAL: trial,
    DOUBLECHECK_TARGET: file,
    ...Object.fromEntries(filled),
  };
}

/** The first name in braces that nothing is filled in for. */
export function unknownPlaceholder(text: string): string | undefined {
  return [...text.matchAll(inBraces)].find(([, name = '']) => !isPlaceholder(name))?.[0];
}

const inBraces = /\{([A-Za-z_]\w*)\}/g;

function isPlaceholder(name: string): name is (typeof placeholders)[number] {
  return placeholders.some((known) => known === name);
}
