import { withAutocannon } from './autocannon.ts';
import type { Generator } from './burst.ts';
import { has } from './cores.ts';
import { withWrk } from './wrk.ts';

const isWrkHere = has('wrk', ['--version']);

export const generatorName = isWrkHere ? 'wrk' : 'autocannon';
export const fire: Generator = isWrkHere ? withWrk : withAutocannon;
