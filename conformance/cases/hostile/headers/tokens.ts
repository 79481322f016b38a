/** Tokens that nobody has: each is no more than an unknown one, however it is looked up. */
export const wrongTokens: Readonly<Record<string, string>> = {
  'token-sql': "' OR '1'='1' --",
  'token-wildcard': '%',
  'token-star': '*',
  'token-null': 'null',
  'token-undefined': 'undefined',
  'token-proto': '__proto__',
  'token-path': '../../etc/hostname',
  'token-operator': '{"$ne":null}',
  'token-quotes': '""',
  'token-template': '{{7*7}}',
  'token-unsigned': 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.',
};

/** The same, where a server may refuse the header before it looks for a token. */
export const oddTokens: Readonly<Record<string, string>> = {
  'token-beyond-ascii': 'caf\u00e9\u00ff',
  'token-long': 'k'.repeat(4096),
};
