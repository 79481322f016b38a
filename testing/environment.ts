import type { Target } from '../mock-server/admin/target.ts';
import type { Trial } from './trials.ts';

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
  const known: Readonly<Record<string, string>> = { baseUrl, token, header, value };
  const filled = Object.entries(own).map(([name, text]) => [
    name,
    text.replace(/\{(baseUrl|token|header|value)\}/g, (_, what) => known[what] ?? ''),
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
