import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Body } from '../../specs/behaviours/body.ts';
import type { BodyFault, ParsedBody, ReceivedBody } from './request.ts';

/** A value in quotes (RFC 9110, 5.6.4): a semicolon in it ends no parameter. */
const quoted = /"(?:[^"\\]|\\.)*"/g;

/** Reads the JSON value out of a received body, or says what keeps it from being one. */
export function parseBody(
  declared: Body,
  headers: IncomingHttpHeaders,
  received: ReceivedBody,
): ParsedBody {
  if (received.state === 'too-large') {
    return bad('tooLarge', `The body has more than ${declared.maxBytes} bytes.`);
  }
  if (received.state === 'incomplete') return bad('incomplete', 'The body did not arrive in time.');

  const media = mediaFault(declared.mediaTypes, headers);
  if (media) return bad('mediaType', media);
  const text = decode(received.bytes);
  if (text === undefined) return bad('malformed', 'The body is not UTF-8.');
  if (text.trim() === '') return bad('malformed', 'The body is empty.');
  if (isDeeper(text, declared.maxDepth)) {
    return bad('tooDeep', `The body is nested more than ${declared.maxDepth} levels deep.`);
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return bad('malformed', `The body is not JSON: ${(error as Error).message}`);
  }
}

function bad(fault: BodyFault, detail: string): ParsedBody {
  return { ok: false, fault, detail };
}

function mediaFault(
  mediaTypes: readonly string[],
  headers: IncomingHttpHeaders,
): string | undefined {
  const sent = headers['content-type'];
  if (sent !== undefined && mediaTypes.includes(sent)) return encodingFault(headers);
  const [type = '', ...parameters] = (sent ?? '')
    .replaceAll(quoted, (text) => text.replaceAll(';', ','))
    .split(';')
    .map((part) => part.trim().toLowerCase());
  if (!mediaTypes.includes(type)) return `The Content-Type must be ${mediaTypes.join(' or ')}.`;
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length);
  if (charset && !/^"?(utf-8|utf8|us-ascii)"?$/.test(charset)) return 'The charset must be UTF-8.';
  return encodingFault(headers);
}

function encodingFault(headers: IncomingHttpHeaders): string | undefined {
  const encoding = headers['content-encoding'];
  return encoding && encoding !== 'identity'
    ? 'The body must come without a Content-Encoding.'
    : undefined;
}

/** Strips a byte order mark, as RFC 8259 lets a parser do. */
function decode(bytes: Buffer): string | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

const openers = ['{', '['];

/** Whether objects and arrays are nested deeper than the limit. */
function isDeeper(text: string, limit: number): boolean {
  if (!hasMore(text, openers, limit)) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charCodeAt(index);
    if (inString) {
      if (letter === 92) index += 1;
      else if (letter === 34) inString = false;
    } else if (letter === 34) inString = true;
    else if (letter === 123 || letter === 91) {
      depth += 1;
      if (depth > limit) return true;
    } else if (letter === 125 || letter === 93) depth -= 1;
  }
  return false;
}

/** Whether the letters occur more often than so, together: most bodies are not worth a walk from letter to letter. */
function hasMore(text: string, letters: readonly string[], limit: number): boolean {
  let left = limit;
  for (const letter of letters) {
    for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
}
