import type { Target } from '../target/target.ts';
import { isSecret, tokenOf } from './redact.ts';
import { variableOf } from './shell-variable.ts';

/**
 * In what form a credential is sent: as it is (`value`), without its scheme (`token`), without its last
 * letter (`shorter`), or with the token in the other case (`other-case`).
 */
export type SecretForm = 'value' | 'token' | 'shorter' | 'other-case';

/** A text as it is, or a secret in its place. */
export type TextPart = string | { readonly role: string; readonly form: SecretForm };

/** What a form makes of a credential's value. */
export const secretForms: Readonly<Record<SecretForm, (value: string) => string>> = {
  value: (value) => value,
  token: tokenOf,
  shorter: (value) => value.slice(0, -1),
  'other-case': (value) => {
    const token = tokenOf(value);
    const isUpper = token === token.toUpperCase();
    return value.slice(0, -token.length) + (isUpper ? token.toLowerCase() : token.toUpperCase());
  },
};

export const secretFormNames = Object.keys(secretForms) as SecretForm[];

/** The name of the variable that stands for a role's secret in a form: `DOUBLECHECK_PRIMARY__SHORTER`. */
export function variableName(role: string, form: SecretForm): string {
  const suffix = form === 'value' ? '' : `__${form.toUpperCase().replace('-', '_')}`;
  return variableOf(role) + suffix;
}

/**
 * Takes a text that is sent apart into plain text and secrets.
 *
 * @param header where it is sent: a credential's own header holds it even where it is too short to be a secret.
 * @param isShortToo whether the text is known to be made of a credential, however short that is.
 */
export function secretsIn(
  target: Target,
  text: string,
  header?: string,
  isShortToo = false,
): TextPart[] {
  const all = Object.entries(target.credentials);
  const own = all.find(
    ([, credential]) => credential.header.toLowerCase() === header && credential.value === text,
  );
  if (own) return [{ role: own[0], form: 'value' }];
  return spellingsOf(target)
    .filter(({ isShort }) => isShortToo || !isShort)
    .reduce<TextPart[]>(
      (parts, { spelling, isWhole, part }) =>
        parts.flatMap((piece) => {
          if (typeof piece !== 'string' || (isWhole && piece !== spelling)) return [piece];
          return piece.includes(spelling) ? apart(piece, spelling, part) : [piece];
        }),
      [text],
    );
}

interface Spelling {
  readonly spelling: string;
  /** In too many words to be told from them, unless it is known to be there. */
  readonly isShort: boolean;
  /** It counts only where nothing else is around it. */
  readonly isWhole: boolean;
  readonly part: TextPart;
}

const spellings = new WeakMap<Target, readonly Spelling[]>();

/** How each secret of a target may be written; the longest first, as one may be the beginning of another. */
function spellingsOf(target: Target): readonly Spelling[] {
  const known = spellings.get(target);
  if (known) return known;
  const made = Object.entries(target.credentials)
    .sort(([, a], [, b]) => b.value.length - a.value.length)
    .flatMap(([role, { value }]) =>
      secretFormNames.flatMap((form): Spelling[] => {
        const spelling = secretForms[form](value);
        const isWhole = form === 'shorter' || form === 'other-case';
        const part = { role, form };
        // As it stands in a URL.
        const encoded = encodeURIComponent(spelling);
        const all = encoded === spelling ? [spelling] : [spelling, encoded];
        const isShort = !isSecret(value);
        return all.map((one) => ({ spelling: one, isShort, isWhole, part }));
      }),
    );
  spellings.set(target, made);
  return made;
}

function apart(text: string, secret: string, part: TextPart): TextPart[] {
  const pieces = text.split(secret);
  return pieces.flatMap((piece, i) => [...(i > 0 ? [part] : []), ...(piece === '' ? [] : [piece])]);
}

const variable = /\$\$\{|\$\{(\w+)\}/g;

/** A text with `${NAME}` in the place of each secret; `$${` is the text `${`. */
export function templateOf(parts: readonly TextPart[]): string {
  return parts
    .map((part) =>
      typeof part === 'string'
        ? part.replaceAll('${', () => '$${')
        : `\${${variableName(part.role, part.form)}}`,
    )
    .join('');
}

/** A template with each variable, and each plain text between, written by the caller. */
export function renderTemplate(
  template: string,
  write: { text(plain: string): string; variable(name: string): string },
): string {
  const parts: string[] = [];
  let plain = '';
  let end = 0;
  for (const { 0: whole, 1: name, index } of template.matchAll(variable)) {
    plain += template.slice(end, index);
    end = index + whole.length;
    if (name === undefined) plain += whole.slice(1);
    else {
      parts.push(write.text(plain), write.variable(name));
      plain = '';
    }
  }
  return [...parts, write.text(plain + template.slice(end))].join('');
}

/** The names of the variables of a template. */
export function variablesOf(template: string): string[] {
  if (!template.includes('${')) return [];
  return [...template.matchAll(variable)].flatMap(([, name]) => name ?? []);
}

/** The value of every variable of a target, by name. */
export function variableValues({ credentials }: Target): Map<string, string> {
  return new Map(
    Object.entries(credentials).flatMap(([role, { value }]) =>
      secretFormNames.map((form) => [variableName(role, form), secretForms[form](value)]),
    ),
  );
}
