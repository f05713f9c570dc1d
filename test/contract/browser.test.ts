// The contract in a real browser, by the clock.

import { describeBrowser } from './browser-suites.ts';

describeBrowser('timed');
