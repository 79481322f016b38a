import fc from 'fast-check';

/** Texts that templates, shells and parsers trip over. */
const snares = [
  '{{x}}',
  '{{$guid}}',
  '{{',
  '}}',
  '\\{\\{x\\}\\}',
  '{{toString}}',
  '$(id)',
  '`id`',
  '$HOME',
  "'",
  '"',
  '\\',
  '\n',
  '\r\n',
  '### x',
  '# x',
  '// x',
  '< ./x',
  '@x = y',
  'GET http://x',
  '%s',
  '%00',
  '\0',
  'END',
  '\u00e9',
  '😀',
  '\u2028',
  '</script>',
  '\ufeff',
  '===',
];

const mixed = (unit: fc.Arbitrary<string>) =>
  fc
    .array(fc.oneof(unit, fc.constantFrom(...snares)), { maxLength: 12 })
    .map((parts) => parts.join(''));

/** Any text that has an encoding in UTF-8. */
export const wireText: fc.Arbitrary<string> = mixed(fc.string({ unit: 'binary', maxLength: 10 }));

/** Any value that a header can have, as the template of itself: printable, a byte a letter. */
export const headerText: fc.Arbitrary<string> = mixed(fc.string({ maxLength: 10 })).map((text) =>
  text
    .replaceAll(/[^ -~\u00a1-\u00ff]/g, '')
    .trim()
    .replaceAll('${', () => '$${'),
);

/** Any path that URLs can have as it is, as the template of itself. */
export const pathText: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ..."abcXYZ019-._~!$&'()*+,;=:@%25/".split(''),
      '%20',
      '%00',
      '/x',
      '/..',
      '/./',
      '[1-2]',
      '{a,b}',
      '|',
      '^',
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => `/p${parts.join('').replaceAll(/%(?![\dA-F]{2})/g, '%25')}?q=${parts.length}`);
