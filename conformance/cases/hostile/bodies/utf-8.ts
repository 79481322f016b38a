/** Bytes that stand in a text and are no UTF-8, in hexadecimal digits. */
export const illFormed: Readonly<Record<string, string>> = {
  'overlong-slash': 'c0af',
  'overlong-slash-long': 'e080af',
  'overlong-slash-longer': 'f08080af',
  'overlong-nul': 'c080',
  'overlong-quote': 'c0a2',
  'cesu-8': 'eda0bdedb880',
  'surrogate-high': 'eda080',
  'surrogate-low': 'edb080',
  'continuation-alone': '80',
  'continuation-missing': 'e282',
  'beyond-unicode': 'f4908080',
  'five-bytes': 'f888808080',
  'never-a-byte': 'feff',
  latin1: '636166e9',
  'windows-1252': '93717569746594',
  'shift-jis': '835c',
  gb18030: 'd6d0cec4',
};

type Spoil = (json: string) => string | Uint8Array;

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** In four bytes a letter. */
function utf32(text: string, isBigEndian: boolean): Buffer {
  const points = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(points.length * 4);
  for (const [i, point] of points.entries())
    if (isBigEndian) bytes.writeUInt32BE(point, i * 4);
    else bytes.writeUInt32LE(point, i * 4);
  return bytes;
}

/** A whole body in another encoding, though nothing says so. */
export const otherEncodings: Readonly<Record<string, Spoil>> = {
  'utf-16le': (json) => Buffer.from(json, 'utf16le'),
  'utf-16be': bigEndian,
  'utf-16le-mark': (json) => Buffer.from(`\ufeff${json}`, 'utf16le'),
  'utf-16be-mark': (json) => bigEndian(`\ufeff${json}`),
  'utf-32le': (json) => utf32(json, false),
  'utf-32be-mark': (json) => utf32(`\ufeff${json}`, true),
};

/** JSON with a text at the end that has these bytes in it. */
export function withBytes(json: string, digits: string): Uint8Array {
  const start = `${json.slice(0, -1)},"doublecheck":"`;
  return Buffer.concat([Buffer.from(start), Buffer.from(digits, 'hex'), Buffer.from('"}')]);
}
