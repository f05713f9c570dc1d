// The contract in a real browser: what engines answer, and what stores keep.

import { describeBrowser } from './browser-suites.ts';

describeBrowser('untimed');
