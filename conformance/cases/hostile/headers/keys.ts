/** Keys made of a UUID that are none any more. */
export const noKeys: Readonly<Record<string, (uuid: string) => string>> = {
  'key-sql': (uuid) => `${uuid}' OR '1'='1`,
  'key-path': (uuid) => `../${uuid}`,
  'key-beyond-ascii': (uuid) => `${uuid}\u00ff`,
  'key-long': (uuid) => uuid.repeat(100),
};

/** Keys that a lenient reader takes for the UUID, or for the first of two. */
export const oddKeys: Readonly<Record<string, (uuid: string) => string>> = {
  'key-two-in-one': (uuid) => `${uuid}, ${uuid.replace(/^./, 'f')}`,
  'key-in-braces': (uuid) => `{${uuid}}`,
  'key-as-urn': (uuid) => `urn:uuid:${uuid}`,
  'key-in-quotes': (uuid) => `"${uuid}"`,
  'key-without-hyphens': (uuid) => uuid.replaceAll('-', ''),
};
