// A PMTiles archive in the layers of Protomaps, as small as they come: one tile, land with a lake in it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const varint = n => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >>> 7)]);
/** A field of bytes, and one of a number, as protocol buffers have them. */
const bytes = (field, content) => [...varint(field * 8 + 2), ...varint(content.length), ...content];
const number = (field, value) => [...varint(field * 8), ...varint(value)];
const text = (field, value) => bytes(field, Buffer.from(value));

/** A layer of one square, from `from` to `to` in units of its tile (Mapbox Vector Tile 2.1). */
function square(name, from, to) {
  const zigzag = n => (n << 1) ^ (n >> 31), side = to - from;
  const path = [9, zigzag(from), zigzag(from), 26, zigzag(side), 0, 0, zigzag(side), zigzag(-side), 0, 15];
  const feature = [...bytes(2, [0, 0]), ...number(3, 3), ...bytes(4, path.flatMap(varint))];
  return bytes(3, [...number(15, 2), ...text(1, name), ...bytes(2, feature), ...text(3, 'kind'), ...bytes(4, text(1, name)), ...number(5, 4096)]);
}

/** PMTiles 3: a header of 127 bytes, a root directory of one entry, metadata, one tile for the whole world. */
export function archive() {
  const tile = [...square('earth', 0, 4096), ...square('water', 2000, 2060)];
  const root = [1, 0, 1, ...varint(tile.length), 1], meta = Buffer.from('{"vector_layers":[]}');
  const head = Buffer.alloc(127);
  head.write('PMTiles\x03', 'latin1');
  const parts = [[127, root.length], [127 + root.length, meta.length], [0, 0], [127 + root.length + meta.length, tile.length]];
  parts.flat().forEach((n, at) => head.writeBigUInt64LE(BigInt(n), 8 + 8 * at));
  [1, 1, 1].forEach((count, at) => head.writeBigUInt64LE(BigInt(count), 72 + 8 * at));
  // Clustered; nothing compressed; vector tiles; zoom 0 alone, everywhere.
  head.set([1, 1, 1, 1, 0, 0], 96);
  [-180, -85, 180, 85].forEach((degrees, at) => head.writeInt32LE(degrees * 1e7, 102 + 4 * at));
  const folder = mkdtempSync(join(tmpdir(), 'fulcrum-archive-')), path = join(folder, 'place.pmtiles');
  writeFileSync(path, Buffer.concat([head, Buffer.from(root), meta, Buffer.from(tile)]));
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}
