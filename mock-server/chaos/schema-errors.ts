import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Problem } from '../../specs/contract/problem.ts';

/**
 * What is wrong with a file of chaos, each mistake once.
 *
 * @param all every error that Ajv finds, with the schemas that failed (`allErrors`, `verbose`).
 */
export function problemsIn(all: readonly ErrorObject[]): Omit<Problem, 'line'>[] {
  return withoutOtherForms(telling(all)).map(problemOf);
}

/**
 * That a condition failed is told by what failed in it. In a rule with a mistake every field that depends on
 * its trouble counts as unknown, right or wrong: that is no help.
 */
function telling(all: readonly ErrorObject[]): ErrorObject[] {
  const errors = all.filter(({ keyword }) => keyword !== 'if');
  const others = errors.filter(({ keyword }) => keyword !== 'unevaluatedProperties');
  const isOnly = (place: string) => others.every((error) => !isWithin(error, place));
  return errors.filter((error) => others.includes(error) || isOnly(error.instancePath));
}

/** Of a value that may have several forms: what is wrong in the one that it has, or else which there are. */
function withoutOtherForms(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  return errors.filter((error) => {
    const choice = choices.find(({ instancePath }) => isWithin(error, instancePath));
    if (!choice) return true;
    return hasSomeForm(choice) ? error.instancePath !== choice.instancePath : error === choice;
  });
}

function isWithin({ instancePath }: ErrorObject, place: string): boolean {
  return `${instancePath}/`.startsWith(`${place}/`);
}

function hasSomeForm(choice: ErrorObject): boolean {
  const given = Object.keys(Object(choice.data)).sort().join();
  return formsOf(choice).some((form) => form.toSorted().join() === given);
}

/** The properties of each form that there is. */
function formsOf({ schema }: ErrorObject): readonly (readonly string[])[] {
  return (schema as readonly { required?: readonly string[] }[]).map(
    ({ required = [] }) => required,
  );
}

function problemOf(error: ErrorObject): Omit<Problem, 'line'> {
  return {
    pointer: error.instancePath,
    message: messageOf(error),
    mend: 'docs/chaos.md describes the rules.',
  };
}

function messageOf(error: ErrorObject): string {
  if (error.keyword === 'anyOf') {
    const forms = formsOf(error).map((names) => `{ ${names.join(', ')} }`);
    return `must be one of ${forms.join(', ')}`;
  }
  const { unevaluatedProperty, additionalProperty, allowedValues } = error.params;
  const detail = unevaluatedProperty ?? additionalProperty ?? allowedValues?.join(', ');
  return [error.message, detail].filter(Boolean).join(': ');
}
