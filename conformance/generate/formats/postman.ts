import { renderTemplate } from '../../wire/variables.ts';
import { withoutUser } from '../../wire/without-user.ts';
import type { Case, CaseBody, CaseRequest, Step } from '../case.ts';
import { lengthOf } from './body.ts';
import {
  baseUrlVariable,
  credentialVariables,
  demandKnownVariables,
  encodedSuffix,
  givenVariables,
  plainOf,
} from './credentials.ts';
import type { About } from './format.ts';
import { headersInTheWay, mixesBraces, pathInTheWay, waitInTheWay } from './left-out.ts';
import { afterScript, beforeScript, credentialsScript } from './postman-scripts.ts';
import { caseLines, oneLine, stepLine, stepName } from './words.ts';

/** A Postman collection 2.1 in which every request has a test of its own. */
export function* writePostman(cases: Iterable<Case>, about: About): Generator<string> {
  const { info, ...rest } = collectionOf(about);
  yield `{"info":${JSON.stringify(info)},"item":[`;
  let separator = '\n';
  for (const one of cases) {
    demandKnownVariables(one, about);
    for (const item of itemsOf(one, about)) {
      yield `${separator}${JSON.stringify(item)}`;
      separator = ',\n';
    }
  }
  yield `\n],${JSON.stringify(rest).slice(1)}\n`;
}

function collectionOf(about: About) {
  const given = givenVariables(about).map(({ name, what }) => ({
    key: name,
    value: '',
    description: what,
  }));
  const description = [
    `Requests and what they may come to, made by Doublecheck ${about.version} with seed ${about.seed}.`,
    'Give the variables their values in an environment, or to newman with --env-var:',
    ...given.map(({ key, description }) => `- ${key}: ${description}`),
    'An empty folder stands for a case that a collection cannot hold, and says why.',
  ];
  return {
    info: {
      name: `${about.title}: cases of Doublecheck`,
      description: description.join('\n'),
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    event: [eventOf('prerequest', credentialsScript(about))],
    variable: [
      {
        key: baseUrlVariable,
        value: withoutUser(about.baseUrl).replace(/\/$/, ''),
        description: 'Where the requests go.',
      },
      ...given,
    ],
  };
}

function itemsOf(one: Case, about: About): object[] {
  const why = waitInTheWay(one) ?? headersInTheWay(one) ?? textInTheWay(one, about);
  if (why) return [{ name: one.id, description: `Left out: ${why}.`, item: [] }];
  return one.steps.map((step, index) => itemOf(one, step, index));
}

/** Why a collection cannot hold what a case sends. */
function textInTheWay({ steps }: Case, about: About): string | undefined {
  const known = new Set(credentialVariables(about).map(({ name }) => name));
  for (const { request } of steps) {
    const { path, body, headers } = request;
    if (body && 'base64' in body) return 'its body is no text';
    const mixed = [path, ...headers.map(({ value }) => value)].some(mixesBraces);
    if (mixed || namesIn(request).some((name) => known.has(name) || !isSettable(name))) {
      return 'it has a text that stands for a variable here';
    }
    const way = pathInTheWay(plainOf(path));
    if (way) return way;
  }
  return undefined;
}

/** What every object has, Postman takes for a variable that is there already. */
function isSettable(name: string): boolean {
  return !(name in {}) && name !== baseUrlVariable && !name.startsWith('doublecheck_');
}

/** What a request has between double braces, as its own text. */
function namesIn({ path, headers, body }: CaseRequest): string[] {
  const texts = [path, ...headers.map(({ value }) => value)].map(plainOf);
  const all = [...texts, sampleOf(body)].flatMap((text) => [
    ...text.matchAll(/\{\{([^{}]*?)\}\}/g),
  ]);
  return [...new Set(all.map(([, name = '']) => name))].filter((name) => name !== '');
}

/** Of a long body as much as shows what names are in it. */
function sampleOf(body: CaseBody | undefined): string {
  if (body === undefined || 'base64' in body) return '';
  if ('text' in body) return body.text;
  return body.parts.map(({ text, times }) => text.repeat(Math.min(times, 2))).join('');
}

/** Longer bodies are made by a script when they are sent. */
const longestBody = 64 * 1024;

function itemOf(one: Case, step: Step, index: number): object {
  const { request } = step;
  const isLong = lengthOf(request.body) > longestBody;
  const long = isLong ? request.body : undefined;
  const before = beforeScript(one.id, index, step, namesIn(request), long);
  return {
    name: stepName(one, index),
    event: [
      ...(before.length > 0 ? [eventOf('prerequest', before)] : []),
      eventOf('test', afterScript(one.id, step)),
    ],
    protocolProfileBehavior: behaviourOf(request),
    request: {
      method: request.method,
      url: `{{${baseUrlVariable}}}${filled(request.path, encodedSuffix)}`,
      header: request.headers.map(({ name, value }) => ({ key: name, value: filled(value) })),
      ...bodyOf(request.body, isLong),
      description: [
        ...caseLines(one),
        ...(step.title ? [oneLine(step.title)] : []),
        stepLine(step),
      ].join('\n\n'),
    },
  };
}

/** Nothing but what the case has: no header of Postman's, no redirect, no cookie. */
function behaviourOf({ headers }: CaseRequest): object {
  const names = new Set(headers.map(({ name }) => name.toLowerCase()));
  const unwanted = ['accept', 'cache-control', 'content-type', 'postman-token'].filter(
    (name) => !names.has(name),
  );
  return {
    followRedirects: false,
    disableCookies: true,
    disableBodyPruning: true,
    disabledSystemHeaders: Object.fromEntries(unwanted.map((name) => [name, true])),
  };
}

function bodyOf(body: CaseBody | undefined, isLong: boolean): object {
  if (body === undefined) return {};
  const raw = isLong ? 'The pre-request script makes it.' : sampleOf(body);
  return { body: { mode: 'raw', raw, options: { raw: { language: 'text' } } } };
}

function filled(template: string, suffix = ''): string {
  return renderTemplate(template, {
    text: (plain) => plain,
    variable: (name) => `{{${name}${suffix}}}`,
  });
}

function eventOf(listen: 'prerequest' | 'test', exec: readonly string[]) {
  return { listen, script: { type: 'text/javascript', exec } };
}
