import type { Share, Trouble } from './trouble.ts';

/** What a request went through, for people: `lost-answer reset`, `gateway 503`, `latency 120 ms`. */
export function inWords({ main, besides, latency }: Share): string[] {
  const others = besides.filter(({ trouble }) => trouble !== 'latency');
  const words = [...(main ? [main] : []), ...others].map(wordsOf);
  return latency > 0 ? [...words, `latency ${latency} ms`] : words;
}

function wordsOf(trouble: Trouble): string {
  switch (trouble.trouble) {
    case 'lost-answer':
      return `lost-answer ${trouble.how}`;
    case 'gateway':
      return `gateway ${trouble.status}${trouble.after ? ' after' : ''}`;
    case 'slow-body':
    case 'clock-skew':
      return `${trouble.trouble} ${trouble.seconds} s`;
    default:
      return trouble.trouble;
  }
}
