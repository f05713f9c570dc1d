/** What the operating system says, as a sentence that also says what to do. */
import { ChainStoreError } from './store.ts';

const FULL = 'the disk is full; make room and try again';
const FORBIDDEN =
  'this user may not read and write there; change its owner or permissions, or choose another directory';

/** By error code (errno(3)). */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EDQUOT: 'this user’s share of the disk is used up; make room and try again',
  EFBIG: 'the file may not grow further; raise the limit on file sizes',
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: 'the file system is read-only; choose another directory',
  EIO: 'the disk reports an error; check it, and copy the directory to another one',
  ENOTDIR: 'a part of that path is a file; choose a directory',
  ENOENT: 'there is no such file or directory; check the path',
  EISDIR: 'that is a directory; name a file',
  EEXIST: 'a file has that name; choose a directory',
  EMFILE: 'this program has too many files open',
  ENFILE: 'this machine has too many files open',
};

/**
 * Says why something with files failed.
 *
 * @param what - What was tried, for example `cannot open /data/chain`.
 * @returns the error itself if it is a sentence already.
 * @throws the error if it does not come from the operating system: then it is a mistake of ours.
 */
export function explainFileError(error: unknown, what: string): ChainStoreError {
  if (error instanceof ChainStoreError) return error;
  const code = codeOf(error);
  if (code === undefined) throw error;
  return new ChainStoreError(`${what}: ${REASONS[code] ?? (error as Error).message}`, { cause: error });
}

/** @returns the error code, for example `ENOENT`; undefined where it has none. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
