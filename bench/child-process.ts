// Two sides of a bench in processes of their own: started, heard, told.

import { type ChildProcess, fork } from 'node:child_process';

/** Starts the bench's program as another side of the question; it ends with this process. */
export function startChild(name: string): ChildProcess {
  const child = fork(process.argv[1]!, [name, '--child'], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill());
  return child;
}

/** What a child says next. */
export function heard<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null) => reject(new Error(`a process ended with exit code ${code}`));
    child.once('exit', fail);
    child.once('message', (message) => {
      child.off('exit', fail);
      resolve(message as T);
    });
  });
}

/** What the parent says next. */
export function told<T>(): Promise<T> {
  return new Promise((resolve) => process.once('message', (message) => resolve(message as T)));
}
