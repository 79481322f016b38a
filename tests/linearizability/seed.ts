/** What the histories of this run follow from: another one each time, unless DOUBLECHECK_SEED says which. */
export const seed = Number(process.env.DOUBLECHECK_SEED ?? Math.floor(Math.random() * 2 ** 31));
