import { BoundedCopy, type KeptBody } from './bounded-copy.ts';

/** Headers as they stand on the wire: name, value, name, value. */
type RawHeaders = readonly string[];

/** One exchange while it passes. */
export interface Passing {
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly request: {
    readonly method: string;
    /** As the client wrote it. */
    readonly path: string;
    readonly headers: RawHeaders;
    readonly body: BoundedCopy;
    /** Whether its body passed to its end; a server may answer before. */
    isOver: boolean;
  };
  readonly answer: {
    /** 0 while there is none. */
    status: number;
    headers: RawHeaders;
    readonly body: BoundedCopy;
  };
  hungUp?: 'client' | 'server';
  /** What kept the request from the server; the answer is the proxy's own then. */
  reason?: string;
}

/** What is left of an exchange that has passed: plain data. Secrets are still in it. */
export interface Passed extends Pick<Passing, 'began' | 'hungUp' | 'reason'> {
  readonly ended: number;
  readonly request: Omit<Passing['request'], 'body'> & { readonly body: KeptBody };
  readonly answer: Omit<Passing['answer'], 'body'> & { readonly body: KeptBody };
}

export function passingOf(method: string, path: string, headers: RawHeaders): Passing {
  return {
    began: Date.now(),
    request: { method, path, headers, body: new BoundedCopy(), isOver: false },
    answer: { status: 0, headers: [], body: new BoundedCopy() },
  };
}

export function passedOf({ request, answer, ...others }: Passing): Passed {
  return {
    ...others,
    ended: Date.now(),
    request: { ...request, body: request.body.kept },
    answer: { ...answer, body: answer.body.kept },
  };
}

/** What an exchange takes of memory while it waits to be looked at, in bytes. */
export function weightOf({ request, answer }: Passed): number {
  const bodies = request.body.bytes.length + answer.body.bytes.length;
  return [request.path, ...request.headers, ...answer.headers].reduce(
    (sum, { length }) => sum + length,
    bodies,
  );
}

/** Headers by their names in lower case; what stands several times is joined as HTTP joins it. */
export function headersOf(raw: RawHeaders): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const [name, value] of pairsOf(raw)) {
    const key = name.toLowerCase();
    found[key] = key in found ? `${found[key]}, ${value}` : value;
  }
  return found;
}

/** Raw headers, name by name. */
export function* pairsOf(raw: RawHeaders): Generator<readonly [name: string, value: string]> {
  for (let i = 0; i + 1 < raw.length; i += 2) yield [raw[i] ?? '', raw[i + 1] ?? ''];
}
