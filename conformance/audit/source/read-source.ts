import { readFileSync } from 'node:fs';
import type { Entry } from 'har-format';
import { jsonOf } from '../../../specs/contract/json.ts';
import { loadProvider } from '../../../specs/contract/load.ts';
import { isProvider, type Provider, providers } from '../../../specs/contract/providers.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import { DoubleAdmin } from '../../target/double-admin.ts';
import { TargetError } from '../../target/target-error.ts';
import { withoutUser } from '../../wire/without-user.ts';
import type { JournalLine } from '../journal-line.ts';
import { exchangesIn, isAbout, isHar, linesOfHar } from './har.ts';
import { entryOf, linesIn, nothingIn } from './lines.ts';
import { sourceName } from './source-name.ts';

export interface SourceOptions {
  /** Whose contract it is about; needed where the journal has requests to several. */
  readonly provider?: Provider | undefined;
  /** Of a double's: which one's journal; the default one's unless it is said. */
  readonly sandbox?: string | undefined;
  readonly adminToken?: string | undefined;
}

/** What a client did, and the contract that it is to be judged by. */
export interface AuditSource {
  readonly contract: Contract;
  readonly lines: readonly JournalLine[];
  /** Where it came from, in words for a report. */
  readonly name: string;
}

/**
 * Reads what a client did: from a double, by its URL, or from a file: a journal, an entry a line, or HAR.
 *
 * @throws FileError for a file that cannot be used, or whose provider is not clear.
 * @throws TargetError for a double that does not give its journal.
 */
export async function readAuditSource(text: string, options: SourceOptions): Promise<AuditSource> {
  if (/^https?:\/\//i.test(text)) return sourceOfDouble(withoutUser(text), options);
  if (/^[\w.-]+:\d+(\/|$)/.test(text))
    return nothingIn(text, `it is no file; did you mean http://${text}`);
  const content = contentOf(text);
  if (content.trim() === '' && !options.provider) return nothingIn(text, 'it is empty');
  const whole = jsonOf(content);
  if (isHar(whole)) return sourceOfHar(text, exchangesIn(text, whole), options);
  const lines = Array.isArray(whole)
    ? whole.map((value, index) => entryOf(text, value, `entry ${index + 1}`))
    : linesIn(text, content);
  return ofProvider(text, lines, options);
}

const giveFile = 'Give a file: a journal, an entry a line as JSON, or HAR.';

/** The most that a double gives at once. */
const all = 10_000;

async function sourceOfDouble(url: string, options: SourceOptions): Promise<AuditSource> {
  const { sandbox, adminToken } = options;
  const { origin } = URL.parse(url) ?? nothingIn(url, 'it is no URL');
  const admin = new DoubleAdmin(origin, adminToken, giveFile);
  await admin.providers();
  const which = sandbox === undefined ? '' : `&sandbox=${encodeURIComponent(sandbox)}`;
  const entries = await admin.call('GET', `/journal?limit=${all}${which}`);
  const lines = (entries as readonly unknown[]).map((entry) => entryOf(url, entry));
  if (lines.length === 0)
    throw new TargetError(
      3,
      `The journal of the double at ${origin} is empty`,
      'Point the client at it first. Where the client has a sandbox of its own, say --sandbox.',
    );
  const name = sourceName(url, lines.length, all);
  return { ...ofProvider(url, lines, options), name };
}

function ofProvider(
  name: string,
  lines: readonly JournalLine[],
  { provider }: SourceOptions,
): AuditSource {
  const found = [...new Set(lines.map((line) => line.provider))];
  const wanted = provider ?? (found.length === 1 ? found[0] : undefined);
  if (wanted === undefined || !isProvider(wanted))
    return nothingIn(name, whichOf(found.filter(isProvider)));
  return {
    contract: loadProvider(wanted),
    lines: lines.filter((line) => line.provider === wanted),
    name,
  };
}

function sourceOfHar(
  name: string,
  entries: readonly Entry[],
  { provider }: SourceOptions,
): AuditSource {
  const found = providers.filter((known) => isAbout(loadProvider(known), entries));
  const wanted = provider ?? (found.length === 1 ? found[0] : undefined);
  if (wanted === undefined) return nothingIn(name, whichOf(found));
  const contract = loadProvider(wanted);
  return { contract, lines: linesOfHar(entries, contract), name };
}

function whichOf(found: readonly Provider[]): string {
  if (found.length === 0) return 'it has no request to a provider that there is a contract of';
  return `it has requests to ${found.join(' and ')}: choose with --provider`;
}

function contentOf(file: string): string {
  try {
    // Windows writes a mark before it.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return nothingIn(file, (error as Error).message);
  }
}
