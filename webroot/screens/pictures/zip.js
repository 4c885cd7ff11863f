/** Zips of stored files, written piece by piece: pictures are compressed already. Pure. */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1980-01-01, the first day a zip knows: the same pictures give the same file. */
const DAY = 0x0021;

/** Without ZIP64, which not every program reads, offsets have 32 bits and counts 16. */
const MOST_BYTES = 0xffffffff;
const MOST_FILES = 0xffff;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** A zip holds no more. */
export class ZipFull extends Error {}

export class Zip {
  #write;
  #mostBytes;
  #entries = [];
  #offset = 0;
  #directoryBytes = 22;

  /**
   * @param {(part: Uint8Array | Blob) => Promise<void>} write
   * @param {number} mostBytes of the whole
   */
  constructor(write, mostBytes = MOST_BYTES) {
    this.#write = write;
    this.#mostBytes = mostBytes;
  }

  /**
   * Adds a file. Throws {@link ZipFull}, and adds nothing then.
   * @param {string} name with slashes between folders
   * @param {Blob} content
   */
  async add(name, content) {
    const entry = { name: new TextEncoder().encode(name), size: content.size, offset: this.#offset, crc: 0 };
    const bytes = 30 + 46 + 2 * entry.name.length + entry.size;
    if (this.#offset + this.#directoryBytes + bytes > this.#mostBytes || this.#entries.length === MOST_FILES) throw new ZipFull();
    entry.crc = await crcOf(content);
    this.#entries.push(entry);
    this.#directoryBytes += 46 + entry.name.length;
    await this.#put(record(30, entry.name, (view) => {
      view.setUint32(0, LOCAL, true);
      view.setUint16(4, VERSION, true);
      describe(view, 6, entry);
    }));
    await this.#put(content, entry.size);
  }

  /** Writes the directory: without it no program reads the file. */
  async end() {
    const start = this.#offset;
    for (const entry of this.#entries) {
      await this.#put(record(46, entry.name, (view) => {
        view.setUint32(0, CENTRAL, true);
        view.setUint16(4, VERSION, true);
        view.setUint16(6, VERSION, true);
        describe(view, 8, entry);
        view.setUint32(42, entry.offset, true);
      }));
    }
    await this.#put(record(22, new Uint8Array(0), (view) => {
      view.setUint32(0, END, true);
      view.setUint16(8, this.#entries.length, true);
      view.setUint16(10, this.#entries.length, true);
      view.setUint32(12, this.#offset - start, true);
      view.setUint32(16, start, true);
    }));
  }

  async #put(part, size = part.length) {
    this.#offset += size;
    await this.#write(part);
  }
}

/** What both records of a file say of it: flags, no compression, when, checksum, sizes. */
function describe(view, at, { name, size, crc }) {
  view.setUint16(at, FLAGS, true);
  view.setUint16(at + 6, DAY, true);
  view.setUint32(at + 8, crc, true);
  view.setUint32(at + 12, size, true);
  view.setUint32(at + 16, size, true);
  view.setUint16(at + 20, name.length, true);
}

function record(length, name, fill) {
  const bytes = new Uint8Array(length + name.length);
  bytes.set(name, length);
  fill(new DataView(bytes.buffer));
  return bytes;
}

async function crcOf(blob) {
  let crc = 0xffffffff;
  for await (const chunk of chunks(blob)) {
    for (const byte of chunk) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Not every browser iterates over a stream by itself. */
async function* chunks(blob) {
  const reader = blob.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
