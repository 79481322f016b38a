import { withBytes } from './utf-8.ts';

/** Media types that are not JSON's, on a body that is JSON. */
export const otherTypes: Readonly<Record<string, string>> = {
  'two-types': 'application/json, text/plain',
  'two-types-json-last': 'text/plain, application/json',
  'two-types-semicolon': 'text/plain; application/json',
  'longer-type': 'application/jsonx',
  'shorter-type': 'application/jso',
  'type-alone': 'json',
  'type-of-text': 'text/json',
  'type-of-javascript': 'application/javascript',
  'any-type': '*/*',
  'any-application': 'application/*',
  'slash-alone': '/',
  'semicolon-alone': ';',
  'no-subtype': 'application/',
  'space-inside': 'application / json',
  multipart: 'multipart/form-data; boundary=doublecheck',
  'multipart-without-boundary': 'multipart/form-data',
  'type-of-xml': 'application/xml',
  'json-lines': 'application/x-ndjson',
  'merge-patch': 'application/merge-patch+json',
  problem: 'application/problem+json',
  'octet-stream': 'application/octet-stream',
  'template-type': `\${7*7}`,
  'long-type': `application/${'x'.repeat(4000)}`,
};

/** Charsets that the label has though the body is UTF-8. */
export const otherCharsets: Readonly<Record<string, string>> = {
  'charset-latin1': 'iso-8859-1',
  'charset-windows-1252': 'windows-1252',
  'charset-utf-7': 'utf-7',
  'charset-utf-7-quoted': '"utf-7"',
  'charset-utf-16le': 'utf-16le',
  'charset-utf-32': 'utf-32',
  'charset-ebcdic': 'ibm037',
  'charset-shift-jis': 'shift_jis',
  'charset-unknown': 'doublecheck',
  'charset-path': '../../etc/hostname',
};

/** A charset that the label has, with a body that is in it. */
export const trueCharsets: Readonly<
  Record<string, readonly [string, (json: string) => Uint8Array]>
> = {
  'utf-16-labelled': ['utf-16', (json) => Buffer.from(`\ufeff${json}`, 'utf16le')],
  'latin1-labelled': ['iso-8859-1', (json) => withBytes(json, '636166e9')],
};

/** Ways to say JSON in UTF-8 with more than has to be said. */
export const oddLabels: Readonly<Record<string, string>> = {
  'parameter-unknown': 'application/json; version=1',
  'parameter-profile': 'application/json; profile="https://127.0.0.1:9/x"',
  'parameter-quality': 'application/json;q=0.5',
  'parameter-boundary': 'application/json; boundary=x; charset=utf-8',
  'parameter-quoted-semicolon': 'application/json; profile="a; charset=utf-16"',
  'parameter-quoted-quote': 'application/json; profile="a\\"; charset=utf-16"; charset=utf-8',
  'parameter-long': `application/json; x=${'y'.repeat(2000)}`,
  'parameter-many': `application/json${'; a=b'.repeat(100)}`,
  'parameter-none': 'application/json;',
  'charset-quoted': 'application/json; charset="utf-8"',
  'charset-mixed-case': 'APPLICATION/json; ChArSeT=Utf-8',
  'space-before-semicolon': 'application/json ;charset=utf-8',
  'tab-before-parameter': 'application/json;\tcharset=utf-8',
};
