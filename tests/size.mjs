// Bytes of the front page over the wire: HTML, styles, script, WASM and font, brotli as served. Fails over 250 kB.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const binary = resolve(process.argv[2]), port = 38_500 + process.pid % 1000, most = 250_000;
const folder = mkdtempSync(join(tmpdir(), 'fulcrum-size-'));
const server = spawn(binary, ['demo', '--addr', `127.0.0.1:${port}`],
  { cwd: folder, env: { ...process.env, DATABASE_URL: `sqlite://${folder}/size.db` }, stdio: 'ignore' });

const fetched = path => new Promise((done, fail) => {
  get({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': 'br' } }, answer => {
    const parts = [];
    answer.on('data', part => parts.push(part));
    answer.on('end', () => done({ status: answer.statusCode, bytes: Buffer.concat(parts), coding: answer.headers['content-encoding'] }));
  }).on('error', fail);
});

try {
  for (let tries = 0; ; tries++) {
    if (await fetched('/ready').then(r => r.status === 200, () => false)) break;
    if (tries > 100) throw new Error('the demo does not start');
    await new Promise(wait => setTimeout(wait, 100));
  }
  const { brotliDecompressSync } = await import('node:zlib');
  const page = await fetched('/');
  const html = page.coding === 'br' ? brotliDecompressSync(page.bytes).toString() : page.bytes.toString();
  const boot = await fetched(html.match(/src="([^"]+boot-[^"]+)"/)[1]);
  const script = (boot.coding === 'br' ? brotliDecompressSync(boot.bytes) : boot.bytes).toString();
  const parts = [['/', page.bytes.length], ['boot', boot.bytes.length]];
  const paths = [...html.matchAll(/href="(\/assets\/[^"#]+\.(?:css|woff2|svg))"/g)].map(m => m[1]);
  paths.push('/assets/icons.svg', ...[...script.matchAll(/["'`](?:\/assets\/|\.\/)?(app-[0-9a-f]+\.(?:js|wasm))["'`]/g)].map(m => `/assets/${m[1]}`));
  for (const path of new Set(paths)) parts.push([path, (await fetched(path)).bytes.length]);
  for (const [path, bytes] of parts) console.log(`${String(bytes).padStart(8)}  ${path}`);
  const all = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`${String(all).padStart(8)}  in all, of at most ${most}`);
  process.exitCode = all > most ? 1 : 0;
} finally {
  server.kill();
}
