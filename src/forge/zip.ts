import { crc32 as nodeCrc32, inflateRawSync } from "node:zlib";

/** Limits on an archive that a stranger may have made. */
export interface ZipLimits {
  readonly maxEntries: number;
  readonly maxEntryBytes: number;
}

const END_RECORD = 0x06054b50;
const CENTRAL_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_RECORD_BYTES = 22;

/**
 * Texts of a zip archive by name. Only what artifacts use is read (stored and deflated entries, no encryption, no zip64);
 * anything else, a name that could leave a folder, and every size beyond the limits is an error. Sizes are enforced while
 * inflating: what the archive claims is not believed.
 */
export function readZip(archive: Uint8Array, limits: ZipLimits): ReadonlyMap<string, string> {
  const data = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(data);
  const count = data.readUInt16LE(end + 10);
  if (count > limits.maxEntries)
    throw new Error(`the archive has ${count} entries, at most ${limits.maxEntries} are read`);
  const result = new Map<string, string>();
  let at = data.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== CENTRAL_ENTRY)
      throw new Error("the archive's directory is broken");
    const nameLength = data.readUInt16LE(at + 28);
    const name = data.toString("utf8", at + 46, at + 46 + nameLength);
    if (!name.endsWith("/")) result.set(safeName(name), readEntry(data, at, limits));
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return result;
}

function findEnd(data: Buffer): number {
  const lowest = Math.max(0, data.length - END_RECORD_BYTES - 0xffff);
  for (let at = data.length - END_RECORD_BYTES; at >= lowest; at--) {
    if (data.readUInt32LE(at) === END_RECORD) return at;
  }
  throw new Error("it is not a zip archive");
}

function readEntry(data: Buffer, at: number, limits: ZipLimits): string {
  const flags = data.readUInt16LE(at + 8);
  const method = data.readUInt16LE(at + 10);
  const checksum = data.readUInt32LE(at + 16);
  const packedSize = data.readUInt32LE(at + 20);
  const local = data.readUInt32LE(at + 42);
  if ((flags & 1) !== 0) throw new Error("the archive is encrypted");
  if (local + 30 > data.length || data.readUInt32LE(local) !== LOCAL_ENTRY)
    throw new Error("the archive's entry is broken");
  const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
  if (packedSize > limits.maxEntryBytes || start + packedSize > data.length)
    throw new Error("the archive's entry is too large");
  const packed = data.subarray(start, start + packedSize);
  if (method !== 0 && method !== 8) throw new Error(`the archive's entry is packed by method ${method}`);
  const bytes = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: limits.maxEntryBytes });
  // absent on the first releases of Node 20
  if (typeof nodeCrc32 === "function" && nodeCrc32(bytes) !== checksum)
    throw new Error("the archive's entry has a wrong checksum");
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

function safeName(name: string): string {
  if (
    name.length > 200 ||
    name.startsWith("/") ||
    name.includes("\\") ||
    name.includes("\0") ||
    name.split("/").includes("..")
  ) {
    throw new Error("the archive holds a name that leaves its folder");
  }
  return name;
}
