import type { DefectsOf } from '../defect.ts';
import { fieldDefects } from './tickiti/fields.ts';
import { flagDefects } from './tickiti/flags.ts';
import { queueDefects } from './tickiti/queue.ts';
import { templateDefects } from './tickiti/template.ts';
import { unifiedDefects } from './tickiti/unified.ts';

export const defects: DefectsOf = () => [
  ...fieldDefects,
  ...queueDefects,
  ...templateDefects,
  ...flagDefects,
  ...unifiedDefects,
];
