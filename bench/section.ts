import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../specs/contract/root.ts';

/**
 * Puts a part of a page in the place of the one that was written under this name before, or at the
 * page's end: what others measured stays.
 *
 * @param file from the project's root.
 * @param title what the page begins with when it is new.
 */
export function writeSection(file: string, title: string, name: string, text: string): void {
  const place = path.join(packageRoot, file);
  const page = existsSync(place) ? readFileSync(place, 'utf8') : `${title}\n`;
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const section = `${begin}\n\n${text.trim()}\n\n${end}`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  const whole =
    from < 0
      ? `${page.trimEnd()}\n\n${section}\n`
      : page.slice(0, from) + section + page.slice(to + end.length);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, whole);
}
