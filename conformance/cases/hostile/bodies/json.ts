type Spoil = (json: string) => string;

/** JSON with one more member, as it is written. */
const member = (source: string) => (json: string) => `${json.slice(0, -1)},${source}}`;

const value = (source: string) => member(`"doublecheck":${source}`);

const around = (text: string) => (json: string) => `${text}${json}${text}`;

/** What other languages write, and what lenient parsers take, where JSON has none of it. */
export const dialects: Readonly<Record<string, Spoil>> = {
  'block-comment': (json) => `/* comment */${json}`,
  'line-comment': (json) => `${json}// comment`,
  'hash-comment': (json) => `# comment\n${json}`,
  'comment-inside': member('/**/"doublecheck":1'),
  nan: value('NaN'),
  infinity: value('Infinity'),
  'minus-infinity': value('-Infinity'),
  undefined: value('undefined'),
  'python-none': value('None'),
  'capital-true': value('True'),
  'leading-zero': value('01'),
  'minus-leading-zero': value('-01'),
  'plus-sign': value('+1'),
  'bare-fraction': value('.5'),
  'bare-point': value('5.'),
  hexadecimal: value('0x10'),
  'digit-separator': value('1_000'),
  'big-integer': value('1n'),
  'exponent-without-digits': value('1e'),
  'lone-minus': value('-'),
  'single-quoted-text': value("'x'"),
  'single-quoted-name': member("'doublecheck':1"),
  'name-without-quotes': member('doublecheck:1'),
  'backtick-text': value('`x`'),
  'trailing-comma-in-list': value('[1,]'),
  'two-commas': value('1,'),
  'hole-in-list': value('[1,,2]'),
  'missing-comma': (json) => `${json.slice(0, -1)}"doublecheck":1}`,
  'missing-colon': member('"doublecheck" 1'),
  'two-colons': member('"doublecheck"::1'),
  'name-alone': member('"doublecheck"'),
  'number-as-name': member('1:1'),
  'unclosed-text': value('"x'),
  'unclosed-list': value('[1'),
  'wrong-bracket': value('[1}'),
  'escape-unknown': value('"\\x41"'),
  'escape-quote': value('"\\\'"'),
  'escape-short': value('"\\u12"'),
  'escape-braces': value('"\\u{1f600}"'),
  'escape-octal': value('"\\101"'),
  'escape-at-the-end': value('"\\"'),
  'raw-line-break': value('"a\nb"'),
  'raw-tab': value('"a\tb"'),
  'raw-nul': value('"a\0b"'),
  'raw-escape': value('"a\u001bb"'),
  'nul-before': (json) => `\0${json}`,
  'nul-after': (json) => `${json}\0`,
  'nul-between': member('\0"doublecheck":1'),
  'closing-brace-after': (json) => `${json}}`,
  'text-after': (json) => `${json}x`,
  'two-lines': (json) => `${json}\n${json}`,
  'record-separator': (json) => `\u001e${json}\n`,
  'guard-before': (json) => `)]}',\n${json}`,
  callback: (json) => `callback(${json});`,
  'semicolon-after': (json) => `${json};`,
  'form-before': (json) => `json=${json}`,
  'in-base64': (json) => Buffer.from(json).toString('base64'),
  yaml: () => 'subject: text\n',
  xml: () => '<?xml version="1.0"?><ticket/>',
  'mark-twice': (json) => `\ufeff\ufeff${json}`,
  'mark-after': (json) => `${json}\ufeff`,
  'mark-inside': member('\ufeff"doublecheck":1'),
  'mark-alone': () => '\ufeff',
  'nul-alone': () => '\0',
};

/** What is no JSON and goes deeper than anything is said to take, whichever of the two is seen first. */
export const neverEnding: Readonly<Record<string, Spoil>> = {
  'never-ending-lists': () => '['.repeat(100_000),
  'never-ending-objects': () => '{"":'.repeat(100_000),
};

/** White space that is none in JSON, around it. */
export const spaces: Readonly<Record<string, Spoil>> = {
  'space-no-break': around('\u00a0'),
  'space-form-feed': around('\f'),
  'space-vertical-tab': around('\v'),
  'space-next-line': around('\u0085'),
  'space-line-separator': around('\u2028'),
  'space-ideographic': around('\u3000'),
  'space-zero-width': around('\u200b'),
  'space-ogham': around('\u1680'),
};

/** JSON that goes deeper than anything is said to take, and ends. */
export const tooDeep: Readonly<Record<string, Spoil>> = {
  'far-too-deep-lists': value(`${'['.repeat(100_000)}0${']'.repeat(100_000)}`),
  'far-too-deep-objects': value(`${'{"":'.repeat(50_000)}0${'}'.repeat(50_000)}`),
};
