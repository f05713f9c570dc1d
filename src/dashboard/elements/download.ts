// Files that the page hands to the browser; nothing leaves the machine.

/** Long enough for every browser tried to have read the address; the memory is then given back. */
const KEEP_MS = 60_000;

/** Saves data as a file. */
export function downloadBlob(blob: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}

/**
 * Saves text as a file.
 *
 * @param type - For example `text/csv` or `application/json`.
 */
export function downloadText(text: string, fileName: string, type: string): void {
  downloadBlob(new Blob([text], { type }), fileName);
}

/**
 * A canvas as a PNG.
 *
 * @throws {Error} if the browser cannot make one, for example of a canvas that is too large.
 */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture could not be made')) : resolve(blob)),
      'image/png',
    ),
  );
}
