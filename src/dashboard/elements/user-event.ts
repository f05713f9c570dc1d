// How elements tell what the user did.

/** An event that leaves every shadow root on its way up; `detail` is plain data. */
export function userEvent<T>(type: string, detail: T): CustomEvent<T> {
  return new CustomEvent(type, { detail, bubbles: true, composed: true });
}
