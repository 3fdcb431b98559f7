// What the bench needs of the machine: databases, a server and what it uses, requests, wrk.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, statfsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';

export const sleep = ms => new Promise(wait => setTimeout(wait, ms));
const TICK = Number(execFileSync('getconf', ['CLK_TCK']));
const agent = new Agent({ keepAlive: true });

/** GETs a path: status, headers and body. */
export const get = (port, path, headers = {}) => new Promise((done, fail) => {
  const asked = request({ agent, host: '127.0.0.1', port, path, headers }, answer => {
    const parts = [];
    answer.on('data', part => parts.push(part));
    answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
  });
  asked.on('error', fail).end();
});

/** A server on a database, started and answering. `first` is how long its first answer took, in seconds. */
export async function start(binary, url, folder, port) {
  const began = performance.now();
  const server = spawn(binary, ['serve', '--addr', `127.0.0.1:${port}`],
    { cwd: folder, env: { ...process.env, DATABASE_URL: url, RUST_LOG: 'error' }, stdio: ['ignore', 'ignore', 'inherit'] });
  let ended;
  server.on('exit', () => { ended = true; });
  process.on('exit', () => server.kill('SIGKILL'));
  for (;;) {
    const page = await get(port, '/').catch(() => null);
    if (page?.status === 200) break;
    if (ended || performance.now() - began > 60_000) throw new Error('the server does not start');
    await sleep(2);
  }
  const first = (performance.now() - began) / 1000;
  const end = signal => new Promise(done => { server.on('exit', done); server.kill(signal); });
  return { pid: server.pid, port, first, end };
}

/** CPU time a process has used, in milliseconds. */
export function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 1000 / TICK;
}

/** Resident memory in MiB. */
export const memory = pid => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;

/** Loads a path with wrk: requests, those that failed, rate, and CPU milliseconds of the server a request. */
export async function load(server, path, { seconds, script, env = {}, headers = [], connections = 16 }) {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, ...headers.flatMap(h => ['-H', h])];
  if (script) args.push('-s', join(import.meta.dirname, script));
  const before = cpu(server.pid);
  const said = await new Promise((done, fail) => {
    let text = '';
    const wrk = spawn('wrk', [...args, `http://127.0.0.1:${server.port}${path}`], { env: { ...process.env, ...env } });
    wrk.stdout.on('data', part => { text += part; });
    wrk.on('error', fail).on('exit', () => done(text));
  });
  const used = cpu(server.pid) - before;
  const number = pattern => Number(said.match(pattern)?.[1] ?? 0);
  const requests = number(/(\d+) requests in/);
  if (!requests) throw new Error(`wrk got no answer:\n${said}`);
  const failed = number(/Non-2xx or 3xx responses: (\d+)/) + number(/Socket errors: connect (\d+)/);
  return { requests, failed, rate: number(/Requests\/sec:\s+([\d.]+)/), cpu: used / requests };
}

/** A PostgreSQL cluster of its own, as durable as it comes. */
export function postgres(folder, port) {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => b - a);
  const program = name => join('/usr/lib/postgresql', versions[0], 'bin', name);
  const data = join(folder, 'postgres'), root = process.getuid() === 0;
  mkdirSync(data);
  if (root) {
    const user = Number(execFileSync('id', ['-u', 'postgres'])), group = Number(execFileSync('id', ['-g', 'postgres']));
    chmodSync(folder, 0o755);
    chownSync(data, user, group);
  }
  const run = (name, ...args) => root
    ? execFileSync('setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', program(name), ...args], { cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] })
    : execFileSync(program(name), args, { stdio: ['ignore', 'ignore', 'inherit'] });
  run('initdb', '-D', join(data, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
  run('pg_ctl', '-D', join(data, 'data'), '-l', join(data, 'log'), '-w', '-o', `-k ${data} -p ${port} -c listen_addresses=127.0.0.1`, 'start');
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    end: () => run('pg_ctl', '-D', join(data, 'data'), '-m', 'immediate', 'stop'),
  };
}

/** Whether a folder lies in memory, where nothing is durable. */
export const inMemory = folder => existsSync(folder) && statfsSync(folder).type === 0x01021994;
