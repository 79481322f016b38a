import { auditClient } from '../conformance/audit/audit.ts';
import { auditLastLine, auditTerminalOf } from '../conformance/audit/report/terminal.ts';
import type { Watched } from '../conformance/proxy/ledger.ts';
import { type RunningProxy, startProxy } from '../conformance/proxy/proxy.ts';
import { exitCodeOf } from '../conformance/report/outcome.ts';
import type { Report } from '../conformance/report/report.ts';
import { lastLine, terminalOf } from '../conformance/report/terminal.ts';
import { writeWhole } from '../conformance/report/write-whole.ts';
import { openTarget } from '../conformance/target/open-target.ts';
import type { Target } from '../conformance/target/target.ts';
import { TargetError } from '../conformance/target/target-error.ts';
import { openContract } from '../specs/contract/load.ts';
import type { Contract } from '../specs/contract/types.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { type AuditWords, auditOptionsOf } from './audit-options.ts';
import { cannotListen } from './cannot-listen.ts';
import { hasColours } from './colours.ts';
import { demandProxyFiles, filesOfClient, type ProxyFiles } from './proxy-files.ts';
import { writeAuditFiles, writeReportFiles } from './report-files.ts';
import { untilEnd } from './until-end.ts';
import { UsageError } from './usage-error.ts';

/** The options of `proxy`. */
export interface ProxyCommandOptions extends ProxyFiles, AuditWords {
  readonly upstream: string;
  readonly port: number;
  readonly host: string;
  readonly for?: number;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/**
 * Stands between a client and a server until it is told to end, and then shows and writes what passed.
 *
 * @returns the code to exit with.
 * @throws FileError and UsageError before anything is served.
 */
export async function runProxy(name: string, options: ProxyCommandOptions): Promise<number> {
  demandProxyFiles(options);
  const upstream = demandUrl(options.upstream);
  const contract = await openContract(name);
  const target = await targetOf(contract, options.target);
  const proxy = await start(contract, upstream, target, options);
  console.error(bannerOf(proxy, contract, upstream));
  await untilEnd(abortOnSignal(), options.for);
  const passed = await proxy.close().catch((error: Error) => {
    console.error(`doublecheck proxy: there is nothing to report: ${error.message}.`);
  });
  return passed ? reportOn(contract, upstream, passed, options) : 3;
}

/**
 * Shows and writes what passed.
 *
 * @returns the code to exit with.
 * @throws Error for a file that could not be written, when all else is done.
 */
async function reportOn(
  contract: Contract,
  upstream: string,
  passed: Watched,
  options: ProxyCommandOptions,
): Promise<number> {
  const show = { verbose: options.verbose === true, colour: hasColours() };
  const tell = (what: string, text: string) =>
    options.quiet || console.log(`── ${what}\n${text}\n`);
  const failures: unknown[] = [];
  const attempt = async (write: () => unknown) => {
    try {
      await write();
    } catch (error) {
      failures.push(error);
    }
  };
  const server = judgedBy(passed.report, options);
  tell('The server', terminalOf(server, show));
  await attempt(() => writeRecording(passed, options.record));
  await attempt(() => writeReportFiles(server, options));
  const client = auditClient(contract, passed.lines, {
    source: sourceOf(passed, upstream),
    ...auditOptionsOf(options),
  });
  tell('The client', auditTerminalOf(client, show));
  console.log(`server: ${lastLine(server)}\nclient: ${auditLastLine(client)}`);
  await attempt(() => writeAuditFiles(client, filesOfClient(options)));
  if (failures.length > 0) throw failures[0];
  const codes = [server.exitCode, client.exitCode];
  return codes.includes(1) ? 1 : Math.max(...codes);
}

/** Of a proxy that ran for long, the newest requests are judged. */
function sourceOf({ lines, report }: Watched, upstream: string): string {
  const isAll = lines.length >= report.requests;
  return isAll
    ? upstream
    : `${upstream}, the newest ${lines.length} of ${report.requests} requests`;
}

/** What passed is the same; whether it is enough is for who asks. */
function judgedBy(report: Report, { strict = false }: ProxyCommandOptions): Report {
  const judged = { ...report, selection: { ...report.selection, strict } };
  return { ...judged, exitCode: exitCodeOf(judged) };
}

async function start(
  contract: Contract,
  upstream: string,
  target: Target | undefined,
  { port, host, journal, record }: ProxyCommandOptions,
): Promise<RunningProxy> {
  try {
    return await startProxy(contract, {
      ...{ upstream, port, host, record: record !== undefined },
      ...(target && { target }),
      ...(journal !== undefined && { journal }),
      warn: (message) => console.error(`doublecheck proxy: ${message}`),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw cannotListen(error as Error, { port, host });
  }
}

function demandUrl(text: string): string {
  const mend = 'Give the URL of the server, such as https://staging.example.com.';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`--upstream must be an http or https URL, and is none.\n    ${mend}`);
  if (url.username !== '' || url.password !== '')
    throw new UsageError(
      '--upstream has a user in it, and the proxy sends no credential of its own.\n    Leave the user out: clients sign their requests themselves.',
    );
  if (url.search !== '' || url.hash !== '')
    throw new UsageError(`--upstream must end with a path.\n    ${mend}`);
  return url.href;
}

/** A URL would be asked for a sandbox, whose credentials no client has. */
async function targetOf(contract: Contract, file: string | undefined): Promise<Target | undefined> {
  if (file === undefined) return undefined;
  if (/^https?:/i.test(file))
    throw new UsageError(
      '--target must be a file here: it says whose the credentials are that pass.\n    doublecheck target init writes one.',
    );
  try {
    // It is only read, wherever its server is.
    return await openTarget(file, contract, { allowRemote: true });
  } catch (error) {
    if (error instanceof TargetError) throw new UsageError(error.message);
    throw error;
  }
}

function bannerOf({ address }: RunningProxy, { provider, operations }: Contract, upstream: string) {
  const [first] = operations;
  const example = first ? `, as in ${first.method} ${address}${first.path}` : '';
  return [
    `${provider}  ${address}  →  ${upstream}`,
    `Point the client at ${address} in place of the server${example}.`,
    'Nothing is changed on its way. Ctrl-C ends, and tells what passed.',
  ].join('\n');
}

function writeRecording({ recording }: Watched, file: string | undefined): void {
  if (file === undefined) return;
  if (recording.size > 0) writeWhole(file, recording.text);
  else console.error(`${file} is not written: nothing passed that could be replayed.`);
}
