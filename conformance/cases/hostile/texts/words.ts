import { named } from './text.ts';

/** Words that loose typing takes for values. */
export const words = named({
  'word-null': 'null',
  'word-undefined': 'undefined',
  'word-nan': 'NaN',
  'word-true': 'true',
  'word-false': 'false',
  'word-none': 'None',
  'word-nil': 'nil',
  'word-infinity': '-Infinity',
  'word-object': '[object Object]',
  'word-function': 'toString',
  'word-proto': '__proto__',
  'word-zero': '0',
  'word-minus-zero': '-0',
  'word-exponent': '1e1000',
  'word-hexadecimal': '0xFF',
  'word-octal': '0777',
  'word-braces': '{}',
  'word-brackets': '[]',
  'word-quotes': '""',
  'word-date': '0000-00-00',
  'word-no': 'NO',
});
