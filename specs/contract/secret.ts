/** What stands where a secret was, in journals and in what is made of them. */
export const blot = '[redacted]';

/** What stands in journals where something was that nobody needs, and that may have been a secret. */
export const leftOut = '[left out]';

/** Letters of a secret. Shorter ones are in too many words to be told from them. */
export const shortestSecret = 6;

/** Names of which the whole says that it is a credential: `token`, `api_key`, `userPassword`, `acmeApiKey`. */
const secretName = new RegExp(
  `^(?:${[
    '(?:(?:access|refresh|id|auth|x[-_]?auth|api|bearer|session)[-_]?)?token',
    'auth(?:orization)?|bearer|jwt|credentials?',
    '(?:x[-_]?)?api[-_]?key|(?:secret|private|access|signing)[-_]?key',
    '(?:(?:client|api|app|shared|webhook|signing)[-_]?)?secret',
    '[\\w-]*(?:password|passwd|passphrase)|pwd',
    '[\\w-]+[-_](?:(?:access|refresh|auth|bearer)[-_]?token|(?:api|secret|private|signing)[-_]?key|client[-_]?secret)',
  ].join('|')})$`,
  'i',
);

/** Words in names of what may hold a credential, such as `x-acme-auth-method`: better one too many. */
const secretWord =
  /auth|token|api-?_?key|secret|cookie|passw|signature|credential|session|(?:^|[-_])(?:sig|sid|pwd)$|(?:access|private|signing|subscription|functions?|license)[-_]?key$|^key$/i;

/** Whether a parameter or a member of this name holds a credential. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) || secretName.test(inWords(name));
}

/** Whether a header or a parameter of this name may hold a credential, so that nobody is to read it. */
export function maySecretBeIn(name: string): boolean {
  return secretWord.test(inWords(name)) || isSecretName(name);
}

/** `acmeApiKey` as `acme_Api_Key`. */
function inWords(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2');
}
