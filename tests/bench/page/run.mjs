// The front page as Lighthouse meets it on a throttled phone. Prints a table as README.md has it; ends with 1 where a
// score is below what is asked.
//   run.mjs BINARY [runs]   the median of so many runs, 3 by default
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [binary, runs = '3'] = process.argv.slice(2);
if (!binary) throw new Error('run.mjs BINARY [runs]');
process.env.FULCRUM_BINARY = resolve(binary);
const { place } = await import('../../e2e/place.mjs');
const chrome = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => path && existsSync(path));
if (!chrome) throw new Error('chromium is missing: apt-get install chromium');
const FLAGS = '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const ASKED = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 };

const folder = mkdtempSync(join(tmpdir(), 'fulcrum-page-')), demo = await place(), reports = [];
try {
  for (let run = 0; run < Number(runs); run++) {
    const path = join(folder, `${run}.json`);
    const done = spawnSync(process.execPath, [resolve('node_modules/lighthouse/cli/index.js'), `${demo.base}/`, '--quiet', '--output=json',
      `--output-path=${path}`, `--chrome-flags=${FLAGS}`], { env: { ...process.env, CHROME_PATH: chrome }, stdio: ['ignore', 'ignore', 'inherit'] });
    if (done.status !== 0) throw new Error(`lighthouse ended with ${done.status}`);
    reports.push(JSON.parse(readFileSync(path, 'utf8')));
  }
} finally {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}
const median = numbers => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const audit = name => median(reports.map(report => report.audits[name].numericValue));
console.log('| | asked | measured |\n| --- | --- | --- |');
for (const [name, least] of Object.entries(ASKED)) {
  const score = median(reports.map(report => report.categories[name].score));
  if (score < least) {
    process.exitCode = 1;
    const { auditRefs } = reports[0].categories[name], failed = auditRefs.map(ref => reports[0].audits[ref.id]).filter(audit => audit.score === 0);
    for (const audit of failed) console.error(`${name}: ${audit.id}: ${JSON.stringify(audit.details?.items ?? []).slice(0, 400)}`);
  }
  console.log(`| ${name.replace('-', ' ')} | ${least * 100} | ${Math.round(score * 100)} |`);
}
const paint = audit('largest-contentful-paint'), shift = audit('cumulative-layout-shift');
if (paint > 1800 || shift > 0) process.exitCode = 1;
console.log(`| largest paint, s | 1.8 | ${(paint / 1000).toFixed(2)} |`);
console.log(`| layout shift | 0 | ${Number(shift.toFixed(3))} |`);
