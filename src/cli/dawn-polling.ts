// Dawn for Node asks whether the GPU is done in a loop of setImmediate, without a pause, for as long as anything is under
// way (AsyncRunner.cpp of its binding). A core spins for it, and each turn leaves garbage: 200 MB a second, whose collection
// stopped the program for 50 ms and more. On a software adapter, which shares the processor, that cost four tenths of the
// hash rate (2 cores of an AMD EPYC, November 2026: 504 and 551 kH/s with it, 853 and 873 without).

/** Dispatches last 10 ms and more, and others wait behind the one that is done: a millisecond is soon enough. */
const POLL_MS = 1;

/** What Dawn's callback looks like: its function is none of JavaScript's and has no name. */
const NATIVE = /^function \(\) \{ \[native code\] \}$/u;

const immediate = globalThis.setImmediate;

const calmImmediate = (callback: (...args: unknown[]) => void, ...args: unknown[]) =>
  args.length === 0 && NATIVE.test(Function.prototype.toString.call(callback))
    ? setTimeout(callback, POLL_MS)
    : immediate(callback, ...args);
// Node's has a promise's form, which is found by a symbol.
Object.defineProperties(calmImmediate, Object.getOwnPropertyDescriptors(immediate));

/**
 * Lets Dawn ask each millisecond instead of all the time. Dawn looks `setImmediate` up among the globals at each turn; calls of
 * others go where they went before, but for those of bound functions, which look like Dawn's and lose a millisecond.
 */
export function calmDawnPolling(): void {
  globalThis.setImmediate = calmImmediate as unknown as typeof setImmediate;
}
