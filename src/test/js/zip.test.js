import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npyHeader } from '../../../webroot/screens/pictures/npy.js';
import { Zip, ZipFull } from '../../../webroot/screens/pictures/zip.js';

async function zipped(files, most) {
  const parts = [];
  const zip = new Zip(async (part) => parts.push(part), most);
  for (const [name, text] of Object.entries(files)) await zip.add(name, new Blob([text]));
  await zip.end();
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

test('a zip lists its files with their checksums', async () => {
  const bytes = await zipped({ 'a/ü.txt': '123456789', 'empty.txt': '' });
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;

  assert.equal(view.getUint32(0, true), 0x04034b50);
  assert.equal(view.getUint32(14, true), 0xcbf43926, 'the checksum that every description of CRC-32 gives');
  assert.equal(view.getUint32(end, true), 0x06054b50);
  assert.equal(view.getUint16(end + 10, true), 2);
  assert.equal(view.getUint32(view.getUint32(end + 16, true), true), 0x02014b50);
});

test('a zip that would grow too large takes no more, and what is in it stays whole', async () => {
  const zip = new Zip(async () => {}, 300);
  await zip.add('a', new Blob(['x'.repeat(100)]));

  await assert.rejects(zip.add('b', new Blob(['x'.repeat(100)])), ZipFull);
});

test('a header of NumPy is as long as it says, and aligned', () => {
  const header = npyHeader([500, 14, 14]);
  const text = new TextDecoder('latin1').decode(header);

  assert.equal(header.length % 64, 0);
  assert.equal(new DataView(header.buffer).getUint16(8, true), header.length - 10);
  assert.match(text.slice(10), /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(500, 14, 14\), \} *\n$/);
  assert.match(new TextDecoder('latin1').decode(npyHeader([3])), /\(3,\)/);
});
