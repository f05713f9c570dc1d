// A worker of the page as its client has it.

/** The page's end of a channel to a worker. */
export interface WorkerPort<To, From> {
  post(message: To): void;
  /** Sets the one listener for messages. */
  onMessage(listener: (message: From) => void): void;
  /** Sets the one listener for the worker's death. */
  onFailure(listener: (error: Error) => void): void;
  terminate(): void;
}

/** The channel to a worker that was just started. */
export function portOf<To, From>(worker: Worker): WorkerPort<To, From> {
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.onmessage = (event: MessageEvent<From>) => listener(event.data);
    },
    onFailure: (listener) => {
      worker.onerror = (event) => {
        event.preventDefault();
        const message = event.message?.replace(/^Uncaught (?:Error: )?/u, '');
        listener(new Error(message || 'the worker did not start'));
      };
      worker.onmessageerror = () => listener(new Error('a message from the worker could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
