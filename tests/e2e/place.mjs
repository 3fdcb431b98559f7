// A place of its own for a test: the demo in a new database, served by the binary on a free port.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binary = process.env.FULCRUM_BINARY;
if (!binary) throw new Error('FULCRUM_BINARY names the binary to test; `make e2e` sets it');

const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer();
  probe.on('error', reject);
  probe.listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});

/** Starts a demo, with `settings` in its environment; gives its address and what stops it. */
export async function place(settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fulcrum-e2e-'));
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(binary, ['demo', '--addr', address], {
    env: { ...process.env, ...settings, DATABASE_URL: `sqlite://${folder}/place.db` }, stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  let log = '';
  server.stderr.on('data', part => { log += part; });
  const base = `http://${address}`;
  for (let tries = 0; ; tries++) {
    if (server.exitCode !== null || tries > 300) throw new Error(`the demo does not start:\n${log}`);
    if (await fetch(`${base}/ready`).then(r => r.ok, () => false)) break;
    await new Promise(wait => setTimeout(wait, 100));
  }
  const stop = async () => {
    const gone = new Promise(done => server.once('exit', done));
    server.kill('SIGTERM');
    const code = await gone;
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${log}`);
  };
  return { base, stop };
}
