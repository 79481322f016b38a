import {
  renderTemplate,
  type SecretForm,
  secretForms,
  variableName,
  variablesOf,
} from '../../wire/variables.ts';
import type { Case } from '../case.ts';
import type { About } from './format.ts';

/** The variable that holds the base URL in whatever has variables. */
export const baseUrlVariable = 'DOUBLECHECK_BASE_URL';

/** What a variable's name ends with where its value stands in a URL. */
export const encodedSuffix = '__ENCODED';

/** A credential as an export knows it: by the name of its variable. */
export interface CredentialVariable {
  readonly name: string;
  readonly role: string;
  readonly form: SecretForm;
  /** What it is, for who has to fill it in. */
  readonly what: string;
}

const formWords: Readonly<Record<SecretForm, string>> = {
  value: '',
  token: ', without its scheme',
  shorter: ', without its last letter',
  'other-case':
    ', with the token in the other case: small letters where it has capitals alone, else capitals',
};

/** The variable of each role, and of each form of it; a role's own comes before what is made of it. */
export function credentialVariables({ roles }: About): CredentialVariable[] {
  return roles.flatMap(({ role, header }) =>
    (Object.keys(secretForms) as SecretForm[]).map((form) => ({
      name: variableName(role, form),
      role,
      form,
      what: `the whole value of the header ${header} for the role ${role}${formWords[form]}`,
    })),
  );
}

/** The variables that have to be given; all others are made of these. */
export function givenVariables(about: About): CredentialVariable[] {
  return credentialVariables(about).filter(({ form }) => form === 'value');
}

/** @throws Error when a case names a credential of which nobody could say what it is. */
export function demandKnownVariables(one: Case, about: About): void {
  const known = namesOf.get(about) ?? new Set(credentialVariables(about).map(({ name }) => name));
  namesOf.set(about, known);
  const stray = variablesNamed(one).find((name) => !known.has(name));
  if (stray !== undefined)
    throw new Error(`${one.id} names ${stray}, which is no role's credential`);
}

/** Asked for with every case. */
const namesOf = new WeakMap<About, ReadonlySet<string>>();

/** The names of the variables in a case. */
function variablesNamed({ steps }: Case): string[] {
  return steps.flatMap(({ request }) =>
    [request.path, ...request.headers.map(({ value }) => value)].flatMap(variablesOf),
  );
}

/** The plain text of a template, as it is where every variable is empty. */
export function plainOf(template: string): string {
  return renderTemplate(template, { text: (plain) => plain, variable: () => '' });
}
