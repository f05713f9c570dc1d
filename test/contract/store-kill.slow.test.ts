// Two hundred kills at other moments than the twenty of every run.

import { testKills } from './store-kill.ts';

testKills(200, 2140);
