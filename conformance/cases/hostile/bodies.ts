import type { Body } from '../../../specs/behaviours/body.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import type { Rejection } from '../../../specs/contract/types.ts';
import type { Plan } from '../change.ts';
import { type Draft, withHeader } from '../draft.ts';
import type { Recipe } from '../recipe.ts';
import { labelled, unlabelled } from './bodies/compressed.ts';
import { dialects, neverEnding, spaces, tooDeep } from './bodies/json.ts';
import { oddLabels, otherCharsets, otherTypes, trueCharsets } from './bodies/labels.ts';
import { illFormed, otherEncodings, withBytes } from './bodies/utf-8.ts';
import { accepted, refused, type Trick } from './trick.ts';

/** Bytes that are no UTF-8, no JSON, packed, too deep or labelled as something else. */
export function bodyRecipes(plan: Plan): Recipe[] {
  const [declared] = behavioursOf<Body>(plan.operation, 'body');
  if (!declared || plan.forms.length === 0) return [];
  const { malformed, mediaType, tooDeep: deep } = declared;
  const all = (rejection: Rejection, keyword: string, spoilers: Readonly<Record<string, Spoil>>) =>
    Object.entries(spoilers).map(([operator, spoil]) =>
      refused(
        plan,
        rejection,
        bytes(keyword, operator, (draft) => spoil(draft)),
      ),
    );
  return [
    ...all(malformed, 'json', raws({ ...otherEncodings, ...unlabelled })),
    ...all(malformed, 'json', raws({ ...dialects, ...spaces })),
    ...all(
      malformed,
      'json',
      entries(illFormed, (digits) => raw((json) => withBytes(json, digits))),
    ),
    ...all(deep, 'depth', raws(tooDeep)),
    ...all(deep, 'json', raws(neverEnding)),
    ...all(
      mediaType,
      'content-encoding',
      entries(labelled, ([encoding, pack]) => under('content-encoding', encoding, pack)),
    ),
    ...all(
      mediaType,
      'media-type',
      entries(otherTypes, (type) => under('content-type', type)),
    ),
    ...all(
      mediaType,
      'media-type',
      entries(otherCharsets, (charset) => underCharset(charset)),
    ),
    ...all(
      mediaType,
      'media-type',
      entries(trueCharsets, ([charset, write]) => underCharset(charset, write)),
    ),
    ...Object.entries(oddLabels).flatMap(([operator, type]) =>
      accepted(plan, mediaType.clause, bytes('media-type', operator, under('content-type', type))),
    ),
  ];
}

type Spoil = (draft: Draft) => Draft;
type Write = (json: string) => string | Uint8Array;

function bytes(keyword: string, operator: string, apply: Spoil): Trick {
  return { part: 'bytes', pointer: '', keyword, operator, apply };
}

function entries<T>(table: Readonly<Record<string, T>>, spoil: (entry: T) => Spoil) {
  return Object.fromEntries(Object.entries(table).map(([name, entry]) => [name, spoil(entry)]));
}

function raws(writes: Readonly<Record<string, Write>>): Record<string, Spoil> {
  return entries(writes, raw);
}

function raw(write: Write): Spoil {
  return (draft) => ({ ...draft, raw: write(JSON.stringify(draft.body)) });
}

function under(header: string, value: string, write?: Write): Spoil {
  return (draft) => withHeader(write ? raw(write)(draft) : draft, header, value);
}

function underCharset(charset: string, write?: Write): Spoil {
  return under('content-type', `application/json; charset=${charset}`, write);
}
