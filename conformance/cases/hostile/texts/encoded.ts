import type { HostileText } from './text.ts';

/** What is tried in every encoding: one text of each kind that decoding makes dangerous. */
const payloads = {
  sql: "' OR '1'='1' -- ",
  template: `{{7*7}}\${7*7}<%= 7*7 %>`,
  traversal: '../../../etc/hostname',
  script: '<script>alert(1)</script>',
};

type Encoder = (text: string) => string;

const codes = (write: (code: number) => string) => (text: string) =>
  Array.from(text, (letter) => write(letter.charCodeAt(0))).join('');

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

const percent = codes((code) => `%${hex(code, 2)}`);

const encoders: Readonly<Record<string, Encoder>> = {
  percent,
  'double-percent': (text) => percent(text).replaceAll('%', '%25'),
  'percent-utf-16': codes((code) => `%00%${hex(code, 2)}`),
  'percent-u': codes((code) => `%u${hex(code, 4)}`),
  'html-decimal': codes((code) => `&#${code};`),
  'html-hexadecimal': codes((code) => `&#x${hex(code, 2)};`),
  'backslash-x': codes((code) => `\\x${hex(code, 2)}`),
  'backslash-u': codes((code) => `\\u${hex(code, 4)}`),
  'full-width': codes((code) => String.fromCharCode(code > 0x20 ? code + 0xfee0 : 0x3000)),
  base64: (text) => Buffer.from(text).toString('base64'),
  'utf-7': (text) =>
    `+${Buffer.from(text, 'utf16le').swap16().toString('base64').replace(/=+$/, '')}-`,
};

/** `sql-in-percent`, `traversal-in-html-decimal`; and each in escapes of JSON, which are the text itself. */
export const encodedTexts: readonly HostileText[] = Object.entries(payloads).flatMap(
  ([name, text]) => [
    { operator: `${name}-in-json-escapes`, of: () => text, isEscaped: true as const },
    ...Object.entries(encoders).map(([encoding, encode]) => ({
      operator: `${name}-in-${encoding}`,
      of: () => encode(text),
    })),
  ],
);
