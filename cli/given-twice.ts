import type { Command, Option } from 'commander';

/**
 * Lets a command refuse an option that is given twice, or beside its opposite: the last one would win in
 * silence. Options that gather may be repeated, and so may flags. What the environment gives counts for nothing.
 */
export function refuseGivenTwice(command: Command): void {
  const given = new Map<string, Option>();
  for (const option of command.options.filter((one) => !gathers(one))) {
    const meant = option.attributeName();
    command.on(`option:${option.name()}`, () => {
      const before = given.get(meant);
      given.set(meant, option);
      if (before === undefined || (before === option && !option.required)) return;
      command.error(`error: ${contradiction(before, option)}`);
    });
  }
}

/** Options that gather begin with an empty list, or an object without members. */
function gathers({ defaultValue }: Option): boolean {
  return typeof defaultValue === 'object';
}

function contradiction(before: Option, option: Option): string {
  return before === option
    ? `option '${option.flags}' is given twice`
    : `options '${before.flags}' and '${option.flags}' say the opposite of each other`;
}
