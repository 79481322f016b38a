/** What is random in this run follows from it: another one each time, unless DOUBLECHECK_SEED says which. */
export const seed = Number(process.env.DOUBLECHECK_SEED ?? Math.floor(Math.random() * 2 ** 31));
