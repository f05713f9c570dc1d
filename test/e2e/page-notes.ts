// What a page is watched for from its first moment: files that it saves, and tasks that hold it up.

import type { ShellDriver } from './shell-driver.ts';

/** What {@link takeNotes} leaves in the page. */
export type Kept = typeof globalThis & {
  readonly downloads: { readonly name: string; readonly blob: Blob }[];
  /** Of tasks over 50 ms, ms. */
  readonly longTasks: number[];
};

/** Runs in the page before its own code: notes what it saves, and what holds it up. */
export function takeNotes(): void {
  const downloads: { name: string; blob: Blob }[] = [];
  const longTasks: number[] = [];
  const blobs = new Map<string, Blob>();
  Object.assign(globalThis, { downloads, longTasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask' });
  const createObjectURL = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob: Blob) => {
    const address = createObjectURL(blob);
    blobs.set(address, blob);
    return address;
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    const blob = blobs.get(this.href);
    if (this.download === '' || blob === undefined) click.call(this);
    else downloads.push({ name: this.download, blob });
  };
}

/** @returns what the page has saved; the text of pictures is left out. */
export const savedFiles = ({ page }: ShellDriver) =>
  page.evaluate(() =>
    Promise.all(
      (globalThis as Kept).downloads.map(async ({ name, blob }) => ({
        name,
        type: blob.type,
        size: blob.size,
        text: blob.type.startsWith('image/') ? '' : await blob.text(),
      })),
    ),
  );
