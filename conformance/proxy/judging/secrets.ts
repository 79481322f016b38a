import type { Authentication } from '../../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import { blot, isSecretName, leftOut, maySecretBeIn } from '../../../specs/contract/secret.ts';
import { type CredentialPlace, securityScheme } from '../../../specs/contract/security.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import { secretsIn, withoutNamedSecrets } from '../../audit/named-secrets.ts';
import type { Target } from '../../target/target.ts';
import { tokenOf } from '../../wire/redact.ts';
import { KnownSecrets } from './known-secrets.ts';

/** Letters of what is a secret wherever it stands though nobody called it one, or though it may be a word. */
const surelySecret = 16;

/** Who goes on for days sees many: the oldest are let go. */
const mostCallers = 10_000;

type Headers = Readonly<Record<string, string>>;

/** The secrets that passed, none of which may be in anything that is written or shown. */
export class Secrets {
  readonly #places: readonly CredentialPlace[];
  readonly #known: KnownSecrets;
  readonly #callers = new Map<string, string>();
  #callersSoFar = 0;

  /** @param target whose secrets are known beforehand. */
  constructor(contract: Contract, target?: Target) {
    const own = Object.values(target?.credentials ?? {});
    this.#places = [
      ...placesIn(contract),
      ...own.map(({ header }): CredentialPlace => ({ header: header.toLowerCase(), prefix: '' })),
    ];
    const tokens = own.map(({ value }) => tokenOf(value));
    this.#known = new KnownSecrets([...tokens, ...(target?.secrets ?? [])]);
  }

  /** Takes in what a request shows of secrets. */
  learnFrom(headers: Headers, path: string, body: string): void {
    const places = new Set(this.#places.map(({ header }) => header));
    for (const [name, value] of Object.entries(headers)) {
      if (name === 'cookie') this.#learnCookies(value);
      // What only may hold one is blotted where it is: its value may be a plain word.
      else if (places.has(name) || isSecretName(name))
        this.#known.add(...[value, tokenOf(value)].flatMap(readingsOf));
    }
    for (const [name, value] of queryOf(path)) if (isSecretName(name)) this.#known.add(value);
    this.#known.add(...secretsIn(body).filter(isTold));
    const [scheme, coded = ''] = (headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'basic') return;
    const [, password = ''] = splitAt(Buffer.from(coded, 'base64').toString('latin1'), ':');
    this.#known.add(...readingsOf(password));
  }

  /** What a request shows as its credential, in the place that the contract gives it. */
  credentialOf(headers: Headers): { readonly header: string; readonly value: string } | undefined {
    for (const { header } of this.#places) {
      const value = headers[header];
      if (value !== undefined && value !== '') return { header, value };
    }
    return undefined;
  }

  /** `caller-1`, `caller-2`… by their tokens, as they came. */
  callerOf(headers: Headers): string | undefined {
    const token = tokenOf(this.credentialOf(headers)?.value ?? '');
    if (token === '') return undefined;
    const known = this.#callers.get(token);
    if (known !== undefined) return known;
    this.#callersSoFar += 1;
    const name = `caller-${this.#callersSoFar}`;
    this.#callers.set(token, name);
    const [oldest] = this.#callers.keys();
    if (this.#callers.size > mostCallers && oldest !== undefined) this.#callers.delete(oldest);
    return name;
  }

  /** A text without any secret that is known by now, and without what is named as one. */
  redact(text: string): string {
    // The names first: a secret may be a word of them.
    return this.#known.redact(withoutNamedSecrets(text));
  }

  /** A copy of a value in which no text has a secret. */
  redactIn<T>(value: T): T {
    if (typeof value === 'string') return this.redact(value) as T;
    if (Array.isArray(value)) return value.map((item) => this.redactIn(item)) as T;
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, own]) => [
      this.redact(name),
      isSecretName(name) && own !== null && typeof own !== 'boolean' ? blot : this.redactIn(own),
    ]);
    return Object.fromEntries(entries) as T;
  }

  headers(headers: Headers): Record<string, string> {
    const places = new Set(this.#places.map(({ header }) => header));
    const entries = Object.entries(headers).map(([name, value]) => [
      name,
      places.has(name) || maySecretBeIn(name) ? blot : this.redact(value),
    ]);
    return Object.fromEntries(entries);
  }

  path(path: string): string {
    const [before = '', query] = splitAt(path, '?');
    if (query === undefined) return this.redact(before);
    const parts = query.split('&').map((part) => {
      const [name = '', value] = splitAt(part, '=');
      const isOpen = value === undefined || !maySecretBeIn(decoded(name));
      return isOpen ? part : `${name}=${this.#parameter(decoded(name), decoded(value))}`;
    });
    return this.redact(`${before}?${parts.join('&')}`);
  }

  /** What only may hold a secret says nothing of one where none that is known is in it. */
  #parameter(name: string, value: string): string {
    return isSecretName(name) || this.redact(value) !== value ? blot : leftOut;
  }

  #learnCookies(header: string): void {
    for (const cookie of header.split(';')) {
      const [name = '', value = ''] = splitAt(cookie.trim(), '=');
      const isSecret = isSecretName(name) ? isTold(value) : looksDrawn(value);
      if (isSecret) this.#known.add(...readingsOf(value));
    }
  }
}

/** Where the contract has its credentials; nowhere where its scheme is none that is understood. */
function placesIn(contract: Contract): CredentialPlace[] {
  const schemes = contract.operations
    .flatMap((operation) => behavioursOf<Authentication>(operation, 'authentication'))
    .map(({ scheme }) => scheme);
  return [...new Set(schemes)].flatMap((scheme) => {
    try {
      return [securityScheme(contract, scheme)];
    } catch {
      return [];
    }
  });
}

/** What a body calls a secret may be a plain word, which is no secret wherever else it stands. */
function isTold(secret: string): boolean {
  return !/^[\p{L}\p{M}\s]*$/u.test(secret) || secret.length >= surelySecret;
}

/** A cookie may as well be a shop or a language: what nobody would write has letters and digits in one word. */
function looksDrawn(value: string): boolean {
  const words = value.length < surelySecret ? [] : value.split(/[^a-z\d]+/i);
  return words.some((word) => word.length >= 8 && /\d/.test(word) && /[a-z]/i.test(word));
}

/** Headers are read byte by byte and bodies as UTF-8: what is beyond ASCII is another text in each. */
function readingsOf(header: string): string[] {
  return [header, Buffer.from(header, 'latin1').toString('utf8')];
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(splitAt(path, '?')[1] ?? '');
}

function splitAt(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
