import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** A client of Tickiti as a reader of the README may have one: it keeps its key, and comes back later each time. */
export class OurClient {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  async fileTicket(content: string): Promise<void> {
    const key = randomUUID();
    for (let pause = 100; ; pause *= 2) {
      if (await this.#send(key, content).catch(() => false)) return;
      await wait(pause * (1 + Math.random()));
    }
  }

  async #send(key: string, content: string): Promise<boolean> {
    const answer = await fetch(`${this.#address}/tickiti/api/create_ticket`, {
      method: 'POST',
      headers: {
        Authorization: 'Bearer tickiti_sole_primary',
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      body: JSON.stringify({
        originator_email_address: 'shopper@example.com',
        data: { subject: 'A question', content },
      }),
      signal: AbortSignal.timeout(500),
    });
    await answer.json();
    return answer.ok;
  }
}
