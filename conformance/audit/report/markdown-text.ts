import { visible } from '../../report/visible.ts';

/** Text that stands for itself: what Markdown or HTML would read is an entity, and it stays on its line. */
export function text(content: string): string {
  return oneLine(content).replace(
    /[&<>\\`*[\]|~#]|(?<!\w)_|_(?!\w)/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

export function code(content: string): string {
  return `\`${oneLine(content).replace(/[`|]+/g, ' ')}\``;
}

/** A block that no line of its content can end. */
export function fenced(lines: readonly string[]): string {
  const content = lines.map(oneLine).join('\n');
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${content}\n${fence}`;
}

function oneLine(content: string): string {
  return visible(content).replace(/[\r\n\t]+/g, ' ');
}
