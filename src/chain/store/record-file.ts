/**
 * A file that only grows, record by record. A record counts when it is on the disk; one that failed half-way is cut
 * off again.
 */
import { type FileHandle, open } from 'node:fs/promises';

/** What of a file handle is used. */
export type RecordHandle = Pick<FileHandle, 'read' | 'write' | 'datasync' | 'truncate' | 'close'>;

/** Bytes that are asked of the system at once. */
const CHUNK_BYTES = 2 ** 18;

/** A file open for reading and appending. Its errors are the system's own. */
export class RecordFile {
  readonly #handle: RecordHandle;
  #sizeBytes: number;

  /** @param sizeBytes - Its length now. */
  constructor(handle: RecordHandle, sizeBytes: number) {
    this.#handle = handle;
    this.#sizeBytes = sizeBytes;
  }

  /** Opens a file that is there. */
  static async open(path: string): Promise<RecordFile> {
    const handle = await open(path, 'r+');
    try {
      return new RecordFile(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Makes a file that begins with `preface`; what it held is gone. */
  static async create(path: string, preface: Uint8Array): Promise<RecordFile> {
    const file = new RecordFile(await open(path, 'w+'), 0);
    try {
      await file.append(preface);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Length of what was written whole, in bytes. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Appends bytes and has them written to the disk. When it fails, a part of them may stand behind the end: cut it off. */
  async append(bytes: Uint8Array): Promise<void> {
    for (let written = 0; written < bytes.length; ) {
      const at = this.#sizeBytes + written;
      const { bytesWritten } = await this.#handle.write(bytes, written, bytes.length - written, at);
      written += bytesWritten;
    }
    await this.#handle.datasync();
    this.#sizeBytes += bytes.length;
  }

  /** Cuts the file, on the disk too. */
  async cutTo(sizeBytes: number): Promise<void> {
    await this.#handle.truncate(sizeBytes);
    await this.#handle.datasync();
    this.#sizeBytes = sizeBytes;
  }

  /** Reads in order from `offset` to where the file ends now. */
  readFrom(offset: number): SequentialReader {
    return new SequentialReader(this.#handle, offset, this.#sizeBytes);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** Reads a file in order, with few calls of the system. */
export class SequentialReader {
  readonly #handle: RecordHandle;
  readonly #end: number;
  /** Offset of what is read next from the file. */
  #next: number;
  #buffer = new Uint8Array(0);
  #at = 0;

  constructor(handle: RecordHandle, offset: number, end: number) {
    this.#handle = handle;
    this.#next = offset;
    this.#end = end;
  }

  /** @returns a copy of the next bytes: `length` of them, or fewer at the file's end. */
  async take(length: number): Promise<Uint8Array> {
    if (this.#buffer.length - this.#at < length) await this.#fill(length);
    const bytes = this.#buffer.slice(this.#at, this.#at + length);
    this.#at += bytes.length;
    return bytes;
  }

  async #fill(length: number): Promise<void> {
    const kept = this.#buffer.subarray(this.#at);
    const room = Math.min(Math.max(CHUNK_BYTES, length), kept.length + this.#end - this.#next);
    const buffer = new Uint8Array(Math.max(room, kept.length));
    buffer.set(kept);
    let filled = kept.length;
    while (filled < buffer.length) {
      const { bytesRead } = await this.#handle.read(buffer, filled, buffer.length - filled, this.#next);
      if (bytesRead === 0) break;
      filled += bytesRead;
      this.#next += bytesRead;
    }
    this.#buffer = buffer.subarray(0, filled);
    this.#at = 0;
  }
}
