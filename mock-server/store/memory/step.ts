/** What is left to do of a write when all that can be wrong with it was looked at: it cannot fail. */
export type Step = () => void;
