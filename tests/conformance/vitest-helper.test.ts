import { afterAll, beforeAll } from 'vitest';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { describeConformance } from '../../conformance/vitest.ts';
import { createDouble, type Double } from '../../mock-server/double.ts';

let double: Double;
let url: string;

beforeAll(async () => {
  double = await createDouble({ providers: ['midlyr'], atRoot: true });
  url = await double.listen();
});
afterAll(() => double.close());

// Each clause of midlyr is a test here.
describeConformance('midlyr', () => targetOfDouble(url, 'midlyr'), { seed: 7 });
