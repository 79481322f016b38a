import type { Generation } from '../conformance/generate/generate.ts';
import { writeWhole } from '../conformance/report/write-whole.ts';
import type { Target } from '../conformance/target/target.ts';
import { secretFormNames, variableName } from '../conformance/wire/variables.ts';

/** The only file with secrets in it: nobody else may read it. */
const ownerOnly = 0o600;

/** Writes what the cases' variables stand for, as lines that a shell reads with `.`, or any reader of `.env` files. */
export function writeVariables(
  file: string,
  { credentials }: Target,
  { variables }: Generation,
): void {
  const named = Object.entries(credentials).filter(([role]) =>
    secretFormNames.some((form) => variables.has(variableName(role, form))),
  );
  const lines = named.map(
    ([role, { value }]) => `${variableName(role, 'value')}='${value.replaceAll("'", `'\\''`)}'\n`,
  );
  writeWhole(file, lines.join(''), ownerOnly);
}
