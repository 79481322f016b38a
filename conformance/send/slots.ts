/** Counts what is under way, for one who waits until there is room for more. */
export class Slots {
  #busy = 0;
  #wake = () => {};

  /** @param work that does not throw. */
  fill(work: Promise<void>): void {
    this.#busy++;
    void work.then(() => {
      this.#busy--;
      this.#wake();
    });
  }

  /** Waits until no more than so many are under way. */
  async atMost(count: number): Promise<void> {
    while (this.#busy > count)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }
}
