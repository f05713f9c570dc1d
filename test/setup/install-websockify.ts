// A page reaches a pool through Debian's websockify; the tests do too.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptWays, ensure } from './install.ts';

/**
 * Finds websockify, or installs it.
 *
 * @returns the program's path.
 * @throws {Error} that says in one sentence what to install, and what was tried.
 */
export function ensureWebsockify(): Promise<string> {
  return ensure({
    name: 'websockify',
    find: () => {
      const directories = (process.env['PATH'] ?? '')
        .split(delimiter)
        .filter((directory) => directory !== '');
      const paths = directories.map((directory) => join(directory, 'websockify'));
      return paths.find((path) => existsSync(path)) ?? null;
    },
    ways: aptWays('--no-install-recommends', 'websockify'),
    advice:
      'The tests of the page at a pool need websockify: install it (Debian: apt-get install websockify; elsewhere: ' +
      'pipx install websockify) so that it is on the search path.',
  });
}
