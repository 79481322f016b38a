import type { ServerResponse } from 'node:http';

/** An answer, finished but for the sending. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends an answer in one piece. What Express adds to answers (ETags, freshness) would only cost time here. */
export function send(response: ServerResponse, { status, headers, body }: Answered): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}
