// A phone-sized browser that minds what it sees: axe in both schemes, console errors, other hosts, shifts of layout.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find(path => path && existsSync(path));
const args = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
/** WebGL drawn by the processor; without it there is none. */
const WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One browser for a file of tests, with WebGL or without. */
export async function browser({ webgl = false } = {}) {
  assert.ok(executablePath, 'chromium is missing: apt-get install chromium');
  return chromium.launch({ executablePath, headless: true, args: [...args, ...(webgl ? WEBGL : ['--disable-gpu', '--disable-3d-apis'])] });
}

/** A person's phone at `base`, with scripts or without. */
export async function phone(browser, base, { scripts = true, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true,
    isMobile: true, javaScriptEnabled: scripts, baseURL: base, ...more });
  const page = await context.newPage(), wrong = [];
  page.on('console', message => message.type() === 'error' && wrong.push(`console: ${message.text()}`));
  page.on('pageerror', error => wrong.push(`page: ${error.message}`));
  page.on('request', request => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== base) wrong.push(`asked ${url.host}`);
  });
  // The document itself answering 4xx is what some steps are about; a missing part of a page never is.
  page.on('response', response => {
    if (response.status() >= 400 && response.request().resourceType() !== 'document' && response.status() !== 401) {
      wrong.push(`${response.status()} ${response.url()}`);
    }
  });
  if (scripts) {
    await page.addInitScript(() => {
      window.__shift = 0;
      new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.__shift += e.value; })
        .observe({ type: 'layout-shift', buffered: true });
    });
  }
  const blind = scripts ? null : await watcher(browser, base);
  /** Everything there is to mind about the page as it stands. */
  const mind = async where => {
    const look = scripts ? page : await blind(page, context);
    for (const colorScheme of ['light', 'dark']) {
      await look.emulateMedia({ colorScheme });
      await turned(look);
      await look.evaluate(axe);
      const found = await look.evaluate(runOnly => window.axe.run({ runOnly })
        .then(r => r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)), RULES);
      assert.deepEqual(found, [], `${where}, ${colorScheme}: axe`);
    }
    await look.emulateMedia({ colorScheme: 'light' });
    if (scripts) assert.ok(await page.evaluate(() => window.__shift) <= 0.02, `${where}: the layout shifts`);
    const said = wrong.splice(0).filter(line => !/status of (401|404|422)/.test(line));
    assert.deepEqual(said, [], where);
  };
  return { page, mind, close: () => context.close() };
}

/** Colours take a moment to turn, the longer the busier the machine is. */
async function turned(page) {
  await page.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.waitForTimeout(300);
  for (let tries = 0; tries < 40 && await page.evaluate(() => document.getAnimations().some(a => a.playState === 'running')); tries++) {
    await page.waitForTimeout(100);
  }
}

/** Axe needs scripts: the same document, put into a page that has them. */
async function watcher(browser, base) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, bypassCSP: true });
  const page = await context.newPage();
  return async source => {
    const html = (await source.content()).replaceAll(/<script[^>]*><\/script>/g, '');
    await page.route('**/*', route => route.request().resourceType() === 'document'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }) : route.continue());
    await page.goto(`${base}/seen-without-scripts`);
    await page.unroute('**/*');
    return page;
  };
}

/** Presses something and waits for the page it leads to. */
export async function follow(page, locator) {
  await Promise.all([page.waitForNavigation(), locator.click()]);
}
