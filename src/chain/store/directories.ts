/** Directories, made and on the disk: a name that was not written is gone after a crash, with all that it stood for. */
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { platform } from 'node:process';
import { codeOf } from './file-errors.ts';

/**
 * Makes a directory and the missing ones above it. Node's own recursion does not end where a file system refuses a
 * name without saying that it is taken, as /proc does.
 *
 * @returns the topmost that was made; undefined where all were there.
 */
export async function makeDirectory(path: string): Promise<string | undefined> {
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return undefined;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  const top = await makeDirectory(dirname(path));
  await mkdir(path);
  return top ?? path;
}

/** Has a directory's names written to the disk. */
export async function syncDirectory(directory: string): Promise<void> {
  // Windows opens no directories; its names are in the journal with the files.
  if (platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Has the names of new directories written, from `path` up to the one that was there before. */
export async function syncNewDirectories(path: string, firstNew: string): Promise<void> {
  for (let parent = dirname(path); ; parent = dirname(parent)) {
    await syncDirectory(parent);
    if (parent.length <= dirname(firstNew).length) return;
  }
}
