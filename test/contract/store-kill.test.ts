// Twenty kills; two hundred are in store-kill.slow.test.ts.

import { testKills } from './store-kill.ts';

testKills(20, 2009);
