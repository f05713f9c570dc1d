// Dawn in Node reaches the software adapter that every Chromium brings along: SwiftShader, through Vulkan.

import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const DRIVER = 'vk_swiftshader_icd.json';

/** Where Chromium's files are when the program on the search path is only a script that starts it. */
const USUAL_DIRECTORIES = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/**
 * Finds the directory that holds SwiftShader's Vulkan driver and a Vulkan loader.
 *
 * @param browser - path of the browser's program.
 * @returns null where there is none, as on macOS and Windows.
 */
function swiftshaderDirectory(browser: string): string | null {
  const directories = [dirname(realpathSync(browser)), ...USUAL_DIRECTORIES];
  return directories.find((directory) => existsSync(join(directory, DRIVER))) ?? null;
}

/**
 * The environment in which a Node process's Dawn finds SwiftShader. It has to be there before the process
 * starts: the dynamic linker reads `LD_LIBRARY_PATH` only then.
 *
 * @param browser - path of the browser's program.
 * @returns variables to add; none where the browser brings no driver, or where the user chose another.
 */
export function swiftshaderEnvironment(browser: string): Record<string, string> {
  const { VK_ICD_FILENAMES, LD_LIBRARY_PATH, XDG_RUNTIME_DIR } = process.env;
  const directory = process.platform === 'linux' ? swiftshaderDirectory(browser) : null;
  if (directory === null || VK_ICD_FILENAMES !== undefined) return {};
  return {
    VK_ICD_FILENAMES: join(directory, DRIVER),
    LD_LIBRARY_PATH: [directory, LD_LIBRARY_PATH].filter((path) => path).join(delimiter),
    XDG_RUNTIME_DIR: XDG_RUNTIME_DIR ?? tmpdir(),
  };
}
