import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { sendExchange } from '../../conformance/play-exchange.ts';
import { Ledger, type Watched } from '../../conformance/proxy/ledger.ts';
import { type ProxyOptions, startProxy } from '../../conformance/proxy/proxy.ts';
import { Door } from '../../conformance/proxy/traffic/door.ts';
import type { Passed } from '../../conformance/proxy/traffic/passing.ts';
import type { Target as DoubleTarget } from '../../mock-server/admin/target.ts';
import { createDouble } from '../../mock-server/index.ts';
import type { GoldenExchange } from '../../specs/contract/golden-exchange.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';

/** A proxy in a test; it is closed when the test is done, or before. */
export interface Between {
  readonly address: string;
  close(): Promise<Watched>;
}

type BetweenOptions = Omit<ProxyOptions, 'upstream'> & { readonly provider?: Provider };

/** Puts a proxy before an address. */
export async function proxyBefore(
  upstream: string,
  { provider = 'mava', ...others }: BetweenOptions = {},
): Promise<Between> {
  const proxy = await startProxy(loadProvider(provider), { ...others, upstream });
  return untilTheEnd(proxy);
}

/** The same in one thread, which is soon there: what passes is judged while it passes. */
export async function watchBefore(
  upstream: string,
  { provider = 'mava', warn = () => {}, ...others }: BetweenOptions = {},
): Promise<Between> {
  const contract = loadProvider(provider);
  const ledger = await Ledger.open({ contract, upstream, ...others }, warn);
  const door = new Door(upstream, (passed) => ledger.add(passed));
  const address = await door.open(0, '127.0.0.1');
  return untilTheEnd({ address, close: () => door.close().then(() => ledger.close(0)) });
}

function untilTheEnd(proxy: Between): Between {
  let closed: Promise<Watched> | undefined;
  const close = () => {
    closed ??= proxy.close();
    return closed;
  };
  onTestFinished(() => void close().catch(() => {}));
  return { address: proxy.address, close };
}

/** The proxy's way in alone, and what has passed it. */
export async function doorTo(upstream: string) {
  const passed: Passed[] = [];
  const door = new Door(upstream, (one) => passed.push(one));
  const address = await door.open(0, '127.0.0.1');
  let closed: Promise<void> | undefined;
  const close = async () => {
    closed ??= door.close();
    await closed;
    return passed;
  };
  onTestFinished(async () => void (await close()));
  return { address, close };
}

/** A server of node's own. */
export function httpServer(listener: RequestListener): Promise<string> {
  return served(http.createServer(listener));
}

/** A server that speaks for itself, byte by byte. */
export function rawServer(talk: (socket: Socket) => void): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    talk(socket);
  });
  return served(server);
}

/** Serves on a free port until the test is done. */
export async function served(server: Server | http.Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Text on a connection, for whoever waits for some of it. */
export function listenTo(socket: Socket) {
  let all = '';
  let isOver = false;
  socket.setEncoding('latin1').on('data', (part: string) => {
    all += part;
  });
  socket
    .on('error', () => {})
    .once('close', () => {
      isOver = true;
    });
  const until = async (isSo: () => boolean): Promise<string> => {
    while (!isSo()) {
      if (isOver) throw new Error(`it ended with: ${all}`);
      await Promise.race([once(socket, 'data'), once(socket, 'close')]).catch(() => {});
    }
    return all;
  };
  return {
    until: (pattern: RegExp) => until(() => pattern.test(all)),
    async end(): Promise<string> {
      while (!isOver) await once(socket, 'close').catch(() => {});
      return all;
    },
  };
}

/** A connection to an address. */
export function connectTo(address: string): Socket {
  const { hostname, port } = new URL(address);
  const socket = net.connect({ host: hostname, port: Number(port) });
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** A double of one provider, and what a client must know of it. */
export async function doubleOf(
  provider: Provider,
  defects: readonly string[] = [],
): Promise<{ readonly address: string; readonly target: DoubleTarget }> {
  const double = await createDouble({ providers: [provider], defects });
  onTestFinished(() => double.close());
  const address = await double.listen();
  const [target] = await double.targets(address);
  if (!target) throw new Error(`the double serves no ${provider}`);
  return { address, target };
}

/** Other roles are another world's or another tenant's: a proxy does not know whose. */
const ofPrimary = ({ request: { as }, answer: { status } }: GoldenExchange) =>
  (as === 'primary' || as === undefined) && status !== 429;

/** Sends golden exchanges to a double by way of a proxy, those of its primary credential. */
export async function sendGolden(
  target: DoubleTarget,
  proxy: string,
  exchanges: readonly GoldenExchange[],
): Promise<void> {
  for (const exchange of exchanges.filter(ofPrimary))
    await sendExchange({ ...target, baseUrl: proxy }, exchange);
}

/** The clauses of an outcome that have a verdict. */
export function clausesThat({ report }: Watched, verdict: string): string[] {
  return report.clauses.filter((clause) => clause.verdict === verdict).map(({ id }) => id);
}
