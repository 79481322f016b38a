import { freshKey, type Load, nextCredential } from './load.ts';

/** What a script needs besides the load. */
export interface ScriptSettings {
  /** The server's name and port, as in the header `Host`. */
  readonly host: string;
  /** Where the answers to look at are written: status, a space, the body, a NUL. */
  readonly answers: string;
  /** Eight hexadecimal digits; keys of different runs differ by them. */
  readonly seed: string;
  /** Stop after so many requests, before the time is up. */
  readonly most?: number;
}

/** Of the answers with the right status, every so manieth is kept to be looked at. */
export const sampling = 97;
const wrongKept = 5;

/**
 * A script for wrk. The status of every answer is checked in it, and no more: its core must be faster
 * than the server's. Answers are kept for a check of the whole body after the round.
 */
export function luaOf(load: Load, { host, answers, seed, most }: ScriptSettings): string {
  return `local credentials = {${load.credentials.map(quoted).join(', ')}}
local kept = io.open(${quoted(answers)}, 'ab')
local count, seen, threads = 0, 0, {}
wrong = 0

function setup(thread)
  table.insert(threads, thread)
end

function request()
  count = count + 1
  local key = string.format('${seed}-0000-4000-8000-%012x', count)
  local credential = credentials[count % #credentials + 1]
  return ${rawRequest(load, host)}
end

local function keep(status, body)
  kept:write(status, ' ', body, '\\0')
  kept:flush()
end

function response(status, headers, body)
  seen = seen + 1
  if status ~= ${load.status} then
    wrong = wrong + 1
    if wrong <= ${wrongKept} then keep(status, body) end
  elseif seen % ${sampling} == 1 then
    keep(status, body)
  end${most ? `\n  if seen >= ${most} then wrk.thread:stop() end` : ''}
end

function done(summary, latency)
  local lost = summary.errors
  io.write(string.format(
    '\\n{"requests":%d,"microseconds":%d,"wrong":%d,"lost":%d,"p50":%d,"p99":%d}\\n',
    summary.requests, summary.duration, threads[1]:get('wrong'),
    lost.connect + lost.read + lost.write + lost.timeout,
    latency:percentile(50), latency:percentile(99)))
end
`;
}

/** The bytes on the wire as an expression of Lua. A key is always as long as a UUID, so the length is known. */
function rawRequest({ method, path, headers, body }: Load, host: string): string {
  const length = Buffer.byteLength(body.replaceAll(freshKey, '-'.repeat(36)));
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`
    .split(new RegExp(`(${freshKey}|${nextCredential})`))
    .map((part) => names.get(part) ?? quoted(part))
    .join(' .. ');
}

const names: ReadonlyMap<string, string> = new Map([
  [freshKey, 'key'],
  [nextCredential, 'credential'],
]);

/** As a string of Lua: whatever is no plain letter by its bytes. */
function quoted(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) =>
    byte < 32 || byte > 126 || byte === 34 || byte === 92
      ? `\\${String(byte).padStart(3, '0')}`
      : String.fromCharCode(byte),
  );
  return `"${bytes.join('')}"`;
}
