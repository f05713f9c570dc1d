/**
 * One writer per directory: a lock file that names its holder, and that is worth nothing once the holder is dead.
 *
 * Packages were looked at first. `proper-lockfile` and `lockfile` believe a lock until it is some seconds old, so a
 * store would stay shut after a crash; `fs-native-extensions` has the kernel's own locks, which is better than a file,
 * but brings a compiled part per platform, and a program that is one bundle would not start where that is missing.
 *
 * Nobody may take away a lock that is held, and of many who find a dead one only one may follow:
 *
 * - A lock appears whole: it is written elsewhere and linked to its name, which fails if the name is taken.
 * - A holder is dead when no process has its number *and* its start time, so a number that was given to another process
 *   is not believed. Dead stays dead.
 * - Who wants to replace the dead lock with token T first takes a second lock named after T, in the same way. Only its
 *   owner replaces T, and only if T is still there. T comes once in the world, so whoever is late finds another token
 *   and begins again.
 */
import { randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { kill, pid as ownPid } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from './file-errors.ts';
import { ChainStoreError } from './store.ts';

/** All names that a lock uses begin with it. */
export const LOCK_NAME = 'writer.lock';

/** How long another process is given to finish taking over a dead lock: it does a handful of file operations. */
const POLL_MS = 5;

/** Who holds a lock, as its file says. */
interface Holder {
  readonly pid: number;
  /** When the process started, so that its number cannot be another's; null where the system does not tell. */
  readonly started: string | null;
  /** A process's number means something on its own machine only. */
  readonly host: string;
  readonly token: string;
}

/** A lock that is held. */
export interface WriterLock {
  release(): Promise<void>;
}

/**
 * Takes a directory's lock.
 *
 * @throws {ChainStoreError} if a living process holds it, or one on another machine may.
 * @throws the system's error if the directory cannot be written.
 */
export async function lockDirectory(directory: string): Promise<WriterLock> {
  const path = join(directory, LOCK_NAME);
  const own: Holder = {
    pid: ownPid,
    started: (await processState(ownPid))?.started ?? null,
    host: hostname(),
    token: randomBytes(8).toString('hex'),
  };
  const other = await take(path, own);
  if (other !== null) throw refusal(directory, other, own);
  await sweep(directory);
  return {
    async release() {
      if ((await readHolder(path))?.token === own.token) await rm(path);
    },
  };
}

function refusal(directory: string, other: Holder, own: Holder): ChainStoreError {
  if (other.host !== own.host) {
    return new ChainStoreError(
      `${directory} is in use by process ${other.pid} on ${other.host}: stop it; if it is gone, delete ${LOCK_NAME} there`,
    );
  }
  const who = other.pid === own.pid ? `this very process (${own.pid})` : `process ${other.pid}`;
  return new ChainStoreError(`${directory} is in use by ${who}: stop it, or choose another directory`);
}

/**
 * Takes a lock, from a dead holder if need be.
 *
 * @returns who holds it; null when it is ours now.
 */
async function take(path: string, own: Holder): Promise<Holder | null> {
  for (;;) {
    if (await place(path, own, 'new')) return null;
    const other = await readHolder(path);
    if (other === null) continue;
    if (await isAlive(other, own)) return other;
    const guard = `${path}.after-${other.token}`;
    if ((await take(guard, own)) !== null) {
      await delay(POLL_MS);
      continue;
    }
    try {
      if ((await readHolder(path))?.token === other.token) {
        await place(path, own, 'instead');
        return null;
      }
    } finally {
      await rm(guard, { force: true });
    }
  }
}

/**
 * Puts a lock in its place, whole at once.
 *
 * @param how - `new`: only where none is; `instead`: in place of the one that is there.
 * @returns false where one was.
 */
async function place(path: string, own: Holder, how: 'new' | 'instead'): Promise<boolean> {
  // The process's number lets a later sweep tell what it left behind.
  const draft = `${path}.draft-${own.pid}-${randomBytes(8).toString('hex')}`;
  const file = await open(draft, 'wx');
  try {
    await file.writeFile(`${JSON.stringify(own)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
  try {
    if (how === 'instead') await rename(draft, path);
    else await link(draft, path);
    return true;
  } catch (error) {
    if (how === 'new' && codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** @returns null where there is no such lock. @throws {ChainStoreError} if it cannot be understood. */
async function readHolder(path: string): Promise<Holder | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const { pid, started, host, token } = JSON.parse(text) as Partial<Holder>;
    if (
      Number.isSafeInteger(pid) &&
      pid! > 0 &&
      typeof host === 'string' &&
      /^[0-9a-f]{16}$/u.test(token ?? '')
    ) {
      return { pid: pid!, started: typeof started === 'string' ? started : null, host, token: token! };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ChainStoreError(`${path} does not say who writes there: delete it if no Proofworks is running`);
}

async function isAlive(holder: Holder, own: Holder): Promise<boolean> {
  if (holder.host !== own.host) return true;
  const now = await processState(holder.pid);
  if (now === null) return !isGone(holder.pid);
  // A killed process that nobody has waited for is dead, unless one of its threads is still writing.
  return now.started === holder.started && (!now.isZombie || now.threads > 1);
}

/** Whether no process has the number. */
function isGone(pid: number): boolean {
  try {
    kill(pid, 0);
    return false;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return true;
    // The process is there, another user's.
    if (codeOf(error) === 'EPERM') return false;
    throw error;
  }
}

/**
 * What Linux says of a process (proc(5), `/proc/PID/stat`: fields 3, 20 and 22). The start is counted from the machine's,
 * so the boot's own name stands before it.
 *
 * @returns null on another system, or where there is no such process.
 */
async function processState(
  pid: number,
): Promise<{ started: string; isZombie: boolean; threads: number } | null> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      started: `${boot} ${fields[19]}`,
      isZombie: fields[0] === 'Z' || fields[0] === 'X',
      threads: Number(fields[17]),
    };
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

/** Removes what processes that died while taking the lock have left; the lock is ours, so no dead one is of use. */
async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const pid = /^writer\.lock\..*draft-([0-9]+)-[0-9a-f]+$/u.exec(name)?.[1];
    const isOld = pid === undefined ? name.startsWith(`${LOCK_NAME}.after-`) : isGone(Number(pid));
    if (isOld) await rm(join(directory, name), { force: true });
  }
}
