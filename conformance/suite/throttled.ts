/** The server kept answering 429 although it was waited for: it said nothing of the request itself. */
export class Throttled extends Error {
  override readonly name = 'Throttled';

  constructor() {
    super('the server kept answering 429 although the suite waited');
  }
}
