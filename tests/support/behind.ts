import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runConformance } from '../../conformance/index.ts';
import type { Report } from '../../conformance/report/report.ts';
import type { RunOptions } from '../../conformance/run-options.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import type { Target } from '../../conformance/target/target.ts';
import { createDouble } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { bodyTimeout } from './judge.ts';

/** What stands between the suite and a double: it may answer itself, or change how the double does. */
export type Between = (
  request: IncomingMessage,
  response: ServerResponse,
  pass: () => void,
) => void;

/** Runs the suite over a double through something that stands before it. */
export async function judgeBehind(
  provider: Provider,
  between: Between,
  options: RunOptions = {},
  own: (target: Target) => Partial<Target> = () => ({}),
): Promise<Report> {
  const double = await createDouble({ providers: [provider], atRoot: true, bodyTimeout });
  const server = http.createServer((request, response) =>
    between(request, response, () => void double.app(request as never, response as never)),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const target = await targetOfDouble(await double.listen(), provider);
  const there: Target = { ...target, baseUrl: `http://127.0.0.1:${port}` };
  try {
    return await runConformance(
      loadProvider(provider),
      { ...there, ...own(there) },
      { seed: 1, marker: 'behind', ...options },
    );
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await double.close();
  }
}

/** Edits what the double answers, letter for letter as long as it was. */
export function rewriting(edit: (text: string) => string): Between {
  return (_request, response, pass) => {
    const end = response.end.bind(response) as (chunk?: unknown) => ServerResponse;
    response.end = ((chunk?: unknown) => {
      if (chunk === undefined) return end();
      return end(edit(String(chunk)));
    }) as typeof response.end;
    pass();
  };
}

/** Loses the answer of each so-manieth request, after the double has done what it asks for. */
export function losing(each: number): Between {
  let count = 0;
  return (request, response, pass) => {
    count++;
    if (count % each === 0)
      response.end = (() => request.socket.destroy() && response) as never as typeof response.end;
    pass();
  };
}
