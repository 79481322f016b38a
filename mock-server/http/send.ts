import type { ServerResponse } from 'node:http';

/** An answer, finished but for the sending. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Its headers, with what every answer has. */
export function headOf({ headers, body }: Answered): Record<string, string | number> {
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  };
}

/** Sends an answer in one piece. What Express adds to answers (ETags, freshness) would only cost time here. */
export function send(response: ServerResponse, answer: Answered): void {
  response.writeHead(answer.status, headOf(answer));
  response.end(answer.body);
}
