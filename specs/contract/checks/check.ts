import type { ContractDocument } from '../document.ts';
import type { Problem } from '../problem.ts';

/** One check of a contract: the problems it finds, none when all is well. */
export type Check = (document: ContractDocument) => Problem[] | Promise<Problem[]>;
