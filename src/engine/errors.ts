// What the platform can do to us, each with a name of its own: the miner falls back and says which it was.

/** This machine cannot run the engine; the message says why and, where there is a way, how to change that. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}

/** The GPU went away: driver reset, sleep, or the browser's watchdog. */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}

/** A shader does not compile on this machine; the message is the compiler's. */
export class ShaderError extends Error {
  override readonly name = 'ShaderError';
}

/** A worker died or never answered. */
export class WorkerFailedError extends Error {
  override readonly name = 'WorkerFailedError';
}

/** The engine was disposed of while it worked. */
export class EngineDisposedError extends Error {
  override readonly name = 'EngineDisposedError';
}

const NAMED = {
  EngineUnavailableError,
  DeviceLostError,
  ShaderError,
  WorkerFailedError,
  EngineDisposedError,
};

/** An error in a form that every message channel carries. */
export interface ErrorMessage {
  readonly name: string;
  readonly message: string;
}

export function messageFromError(error: unknown): ErrorMessage {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };
}

/** Gives an error its class back after a message channel took it. */
export function errorFromMessage({ name, message }: ErrorMessage): Error {
  if (Object.hasOwn(NAMED, name)) return new NAMED[name as keyof typeof NAMED](message);
  if (name === 'RangeError') return new RangeError(message);
  if (name === 'TypeError') return new TypeError(message);
  return new Error(message);
}
