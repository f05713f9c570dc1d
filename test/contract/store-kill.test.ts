// Twenty kills; two hundred are in store-kill.slow.test.ts.

import { testKills, testReplacementKills } from './store-kill.ts';

testKills(20, 2009);
testReplacementKills(20, 2010);
