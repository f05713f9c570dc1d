// Two hundred kills at other moments than the twenty of every run.

import { testKills, testReplacementKills } from './store-kill.ts';

testKills(200, 2140);
testReplacementKills(200, 2141);
