import type { Problem } from '../../specs/contract/problem.ts';
import { pointerPart } from './pointer-part.ts';

/** What a variable's name is, and how a `${…}` that stands for itself is written. */
const variable = /(\$?)\$\{([^}]*)\}/g;

/** What was put in the place of a variable, and where. */
export interface ExpandedValue {
  readonly pointer: string;
  readonly value: string;
}

export interface Expanded {
  readonly value: unknown;
  readonly values: readonly ExpandedValue[];
  readonly problems: readonly Omit<Problem, 'line'>[];
}

/**
 * Puts the values of environment variables in the place of `${NAME}`, in every string of a file, so that
 * secrets need not stand in it. `$${NAME}` stands for the text `${NAME}`.
 */
export function expandVariables(value: unknown, env: NodeJS.ProcessEnv): Expanded {
  const problems: Omit<Problem, 'line'>[] = [];
  const values: ExpandedValue[] = [];
  const walk = (node: unknown, pointer: string): unknown => {
    if (typeof node === 'string') return expand(node, pointer);
    if (Array.isArray(node)) return node.map((item, index) => walk(item, `${pointer}/${index}`));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, item]) => [
        key,
        walk(item, `${pointer}/${pointerPart(key)}`),
      ]),
    );
  };
  const expand = (text: string, pointer: string): string =>
    text.replace(variable, (whole, escaped: string, name: string) => {
      if (escaped) return whole.slice(1);
      const found = env[name];
      if (found) {
        values.push({ pointer, value: found });
        return found;
      }
      problems.push(unset(name, found === '', pointer));
      return whole;
    });
  return { value: walk(value, ''), values, problems };
}

function unset(name: string, isEmpty: boolean, pointer: string): Omit<Problem, 'line'> {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    const mend = `Write \${NAME}, of letters, digits and underscores; $\${…} stands for itself.`;
    return { pointer, message: `${JSON.stringify(name)} names no variable`, mend };
  }
  return {
    pointer,
    message: `the environment variable ${name} is ${isEmpty ? 'empty' : 'not set'}`,
    mend: `Set it where this runs: export ${name}=…`,
  };
}
