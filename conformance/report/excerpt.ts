/** How much of a request is shown: a body of a megabyte helps nobody, and no shell takes it as an argument. */
const shownLength = 6000;

/** A request as it is shown to a person: whole, unless it is too long to be read or pasted. */
export function excerpt(curl: string): string {
  if (curl.length <= shownLength) return curl;
  const count = curl.length.toLocaleString('en-US');
  return `${curl.slice(0, shownLength / 2)}…\n# cut: it has ${count} characters; the replay below sends all of it`;
}
