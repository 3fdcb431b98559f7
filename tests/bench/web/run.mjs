// How fast: the figures that Fulcrum keeps to, measured on a release binary beside wrk on the same machine. CPU time a
// request is the server's own, read from /proc, so that a busy machine changes it little. Exits 1 where one is not met.
//
// usage: run.mjs BINARY FILL [sqlite|postgres] [seconds a load]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { ideas } from './ideas.mjs';
import { get, inMemory, load, memory, postgres, sleep, start } from './machine.mjs';

const [binary, fill] = process.argv.slice(2, 4).map(path => resolve(path));
const databases = process.argv[4] ? [process.argv[4]] : ['sqlite', 'postgres'], seconds = Number(process.argv[5] ?? 8);
const demo = resolve(import.meta.dirname, '../../../server/demo'), br = ['accept-encoding: br'];
const rows = [];

function figure(name, measured, limit, most, show) {
  const met = most ? measured <= limit : measured >= limit;
  rows.push({ name, measured: show(measured), limit: `${most ? '≤' : '≥'} ${show(limit)}`, met });
}
const ms = n => `${n.toFixed(2)} CPU-ms`, mib = n => `${n.toFixed(0)} MiB`, kb = n => `${(n / 1000).toFixed(1)} KB`, s = n => `${n.toFixed(2)} s`;
const part = n => `${n.toFixed(2)} of a file's rate`;

function fillDatabase(url, folder) {
  const run = (program, ...args) => execFileSync(program, args, { cwd: folder, env: { ...process.env, DATABASE_URL: url }, stdio: ['ignore', 'ignore', 'inherit'] });
  run(binary, 'demo', '--no-serve');
  writeFileSync(join(folder, 'ideas.jsonl'), ideas(demo, 5_000));
  run(binary, 'import', 'proposals', join(folder, 'ideas.jsonl'), '--outside', 'place');
  run(fill, url, folder);
}

/** The embedded file whose size on the wire is nearest to `bytes`, in whichever coding. */
async function likeFile(port, html, bytes) {
  const paths = new Set([...html.matchAll(/"(\/assets\/[^"#]+)"/g)].map(m => m[1]));
  ['/assets/icons.svg', '/assets/atkinson.woff2', '/assets/atkinson-ext.woff2'].forEach(path => paths.add(path));
  const found = [];
  for (const path of paths) for (const coding of ['br', 'gzip', 'identity']) {
    const answer = await get(port, path, { 'accept-encoding': coding });
    if (answer.status === 200) found.push({ path, coding, bytes: answer.body.length });
  }
  // The nearest that is not larger: the comparison is the harder for it.
  const smaller = found.filter(file => file.bytes <= bytes).sort((a, b) => b.bytes - a.bytes);
  return smaller[0] ?? found.sort((a, b) => a.bytes - b.bytes)[0];
}

/** What a phone loads before it shows the front page: the document and all that it names. Islands and what waits to be touched come after. */
async function firstView(port) {
  const brotli = path => get(port, path, { 'accept-encoding': 'br' });
  const page = await brotli('/'), html = brotliDecompressSync(page.body).toString();
  if (!/5,?000/.test(html)) throw new Error('the front page does not tell of 5,000 ideas');
  let whole = page.body.length;
  for (const path of new Set([...html.replaceAll(/<[^>]*data-touched[^>]*>/g, '').matchAll(/"(\/assets\/[^"#]+)/g)].map(m => m[1]))) whole += (await brotli(path)).body.length;
  return { bytes: page.body.length, whole, html };
}

async function backedNow(port, folder) {
  let sum = 0;
  for (const id of readFileSync(join(folder, 'targets'), 'utf8').trim().split('\n')) {
    sum += JSON.parse((await get(port, `/api/v1/proposals/${id}`)).body).support_count;
  }
  return sum;
}

async function pages(name, server, folder, env) {
  const { bytes, whole, html } = await firstView(server.port);
  figure(`${name}: front page, first view, all 5,000 on the map`, whole, 60_000, true, kb);
  writeFileSync(env.PATHS, '/\n/?sort=supported\n/?theme=green\n');
  const list = await load(server, '/', { seconds, script: 'signed_in.lua', env });
  figure(`${name}: a list page, signed in`, list.cpu, 2, true, ms);
  const file = await likeFile(server.port, html, bytes);
  const files = await load(server, file.path, { seconds, headers: [`accept-encoding: ${file.coding}`] });
  const open = await load(server, '/', { seconds, headers: br });
  figure(`${name}: a list page, signed out (${bytes} B; file ${file.bytes} B)`, open.rate / files.rate, 0.7, false, part);
  const links = [...html.matchAll(/href="(\/proposals\/[0-9a-f-]{36})"/g)].map(m => m[1]);
  writeFileSync(env.PATHS, [...new Set(links)].join('\n') + '\n');
  const idea = await load(server, '/', { seconds, script: 'signed_in.lua', env });
  figure(`${name}: an idea's page, signed in`, idea.cpu, 1, true, ms);
  for (const [what, done] of Object.entries({ list, files, open, idea })) told(name, what, done);
}

function told(name, what, { requests, failed, rate, cpu }) {
  console.error(`${name}: ${what}: ${requests} requests, ${rate.toFixed(0)}/s, ${cpu.toFixed(3)} CPU-ms each, ${failed} failed`);
  if (failed) throw new Error(`${failed} requests failed`);
}

async function supports(name, server, folder, env) {
  const before = await backedNow(server.port, folder);
  const done = await load(server, '/', { seconds, script: 'support.lua', env });
  told(name, 'supports', done);
  figure(`${name}: a support by distinct people`, done.cpu, 0.4, true, ms);
  figure(`${name}: memory after the load`, memory(server.pid), 150, true, mib);
  // Nothing that was answered may be lost, though the server is killed at once.
  await server.end('SIGKILL');
  return [before, done.requests];
}

async function bench(name, port) {
  const folder = mkdtempSync(join(tmpdir(), 'fulcrum-bench-'));
  if (inMemory(folder)) console.error(`${folder} lies in memory: set TMPDIR to a disk, or durability costs nothing`);
  const cluster = name === 'postgres' ? postgres(folder, port + 1) : null;
  try {
    const url = cluster ? cluster.url : `sqlite://${folder}/bench.db`;
    const env = { PATHS: join(folder, 'paths'), SESSIONS: join(folder, 'sessions'), TARGETS: join(folder, 'targets') };
    fillDatabase(url, folder);
    const starts = [];
    for (let n = 0; n < 5; n++) {
      const server = await start(binary, url, folder, port);
      starts.push(server.first);
      await server.end('SIGTERM');
    }
    figure(`${name}: from start to the first answer`, starts.sort((a, b) => a - b)[2], 0.3, true, s);
    const server = await start(binary, url, folder, port);
    await sleep(3000);
    figure(`${name}: memory at rest`, memory(server.pid), 60, true, mib);
    await pages(name, server, folder, env);
    const [before, answered] = await supports(name, server, folder, env);
    const again = await start(binary, url, folder, port);
    figure(`${name}: supports lost at a kill`, Math.max(0, before + answered - await backedNow(port, folder)), 0, true, n => `${n}`);
    await again.end('SIGTERM');
    execFileSync(binary, ['audit'], { cwd: folder, env: { ...process.env, DATABASE_URL: url }, stdio: 'inherit' });
  } finally {
    cluster?.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const name of databases) await bench(name, 39_100);
const wide = Math.max(...rows.map(row => row.name.length));
for (const { name, measured, limit, met } of rows) {
  console.log(`${name.padEnd(wide)}  ${measured.padStart(22)}  ${limit.padStart(24)}  ${met ? 'met' : 'NOT MET'}`);
}
process.exitCode = rows.every(row => row.met) ? 0 : 1;
