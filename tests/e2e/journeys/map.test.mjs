// The map: live with WebGL and scripts, a picture without either; by touch, by keyboard, by ear.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { archive } from '../archive.mjs';
import { browser, follow, phone } from '../phone.mjs';
import { place } from '../place.mjs';

let drawn, flat, demo;
before(async () => { [drawn, flat, demo] = await Promise.all([browser({ webgl: true }), browser(), place()]); });
after(async () => { await Promise.all([drawn?.close(), flat?.close()]); await demo?.stop(); });

/** Asks again until the page says yes: it may not evaluate text, so it cannot be told to wait for it. */
async function until(page, what, told, given) {
  for (let tries = 0; tries < 150; tries++) {
    if (await page.evaluate(what, given).catch(() => false)) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`never: ${told}`);
}
const live = page => until(page, () => !!document.querySelector('.mapbox.live'), 'a live map');
/** Until the address and what is said of the map have stayed the same for a while. */
async function settled(page) {
  for (let quiet = 0, was = ''; quiet < 3;) {
    await page.waitForTimeout(350);
    const now = await page.evaluate(() => location.href + document.querySelector('.map-said')?.textContent);
    quiet = now === was ? quiet + 1 : 0;
    was = now;
  }
}
/** One finger over the screen, from one point to another. */
async function drag(page, from, to) {
  const finger = await page.context().newCDPSession(page);
  const touch = (type, ...points) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  await touch('touchStart', from);
  for (let step = 1; step <= 8; step++) await touch('touchMove', from.map((start, axis) => start + (to[axis] - start) * step / 8));
  await page.waitForTimeout(300);
  await touch('touchEnd');
  await finger.detach();
}
const query = page => new URL(page.url()).searchParams;
const said = page => page.locator('.map-said').innerText();

test('the live map is moved, opened and shared by touch', async () => {
  const { page, mind, close } = await phone(drawn, demo.base);
  await page.goto('/map');
  const before = await page.locator('.mapbox').boundingBox();
  await live(page);
  assert.deepEqual(await page.locator('.mapbox').boundingBox(), before, 'it takes the picture’s place');
  await mind('the live map');

  const all = await said(page);
  assert.match(all, /\d+ ideas in /);
  await page.locator('.mark:visible .dot.many, .mark:visible .dot.some').first().tap();
  await until(page, () => location.search.includes('at='), 'an address of the new view');
  await settled(page);
  const opened = query(page).get('at');
  assert.notEqual(await said(page), all, 'what is heard follows');
  await page.goBack();
  await settled(page);
  assert.equal(await said(page), all, 'back is where one was');
  await page.goForward();
  await settled(page);
  assert.equal(query(page).get('at'), opened);

  for (let tries = 0; tries < 6 && !(await page.locator('.mark[href*="sel="]:visible').count()); tries++) {
    await page.getByRole('link', { name: 'Closer' }).tap();
    await settled(page);
  }
  const pin = page.locator('.mark[href*="sel="]:visible').first(), title = await pin.getAttribute('aria-label');
  const at = query(page).get('at');
  await pin.tap();
  await page.locator('.map-card .idea-title').waitFor();
  assert.equal(await page.locator('.map-card .idea-title').innerText(), title);
  assert.equal(query(page).get('at'), at, 'the map stays where it is');
  await mind('a chosen idea');
  await page.reload();
  assert.equal(await page.locator('.map-card .idea-title').innerText(), title, 'a shared address shows the same');
  await live(page);
  await until(page, () => !!document.querySelector('.mark.selected'), 'the chosen pin');
  await page.locator('.map-card').getByRole('link', { name: 'Close' }).tap();
  await until(page, () => !location.search.includes('sel='), 'nothing chosen');
  await close();
});

test('the live map is worked by keys alone', async () => {
  const { page, mind, close } = await phone(drawn, demo.base, { hasTouch: false, isMobile: false, reducedMotion: 'reduce' });
  await page.goto('/map?theme=food');
  await live(page);
  await page.locator('.maplibregl-canvas').focus();
  const was = await said(page);
  await page.keyboard.press('ArrowRight');
  await until(page, () => location.search.includes('at='), 'a move by a key');
  assert.ok(query(page).get('theme') === 'food', 'what it is narrowed by stays');
  const moved = query(page).get('at');
  for (let n = 0; n < 3; n++) { await page.keyboard.press('+'); await settled(page); }
  assert.notEqual(await said(page), was);
  await page.getByRole('link', { name: 'The whole place' }).focus();
  await page.keyboard.press('Enter');
  await settled(page);
  assert.notEqual(query(page).get('at'), moved);
  const mark = page.locator('.mark:visible').first();
  await mark.focus();
  assert.ok(await mark.evaluate(element => element.matches(':focus-visible')));
  await mind('a mark with the focus');
  await page.keyboard.press('Enter');
  await settled(page);
  await close();
});

test('one finger scrolls the front page, and the map there opens on the whole page', async () => {
  const { page, mind, close } = await phone(drawn, demo.base);
  await page.goto('/');
  const library = [];
  page.on('request', request => request.url().includes('maplibre') && library.push(request.url()));
  await page.waitForTimeout(1200);
  assert.deepEqual(library, [], 'the library waits until the map is wanted');
  await page.locator('.mapbox').dispatchEvent('touchstart');
  await live(page);
  assert.match(await page.locator('.maplibregl-canvas').evaluate(canvas => getComputedStyle(canvas).touchAction), /pan-y/);
  await mind('the front page with a live map');
  await follow(page, page.getByRole('link', { name: 'Open the map' }));
  assert.match(page.url(), /\/map/);
  await close();
});

test('an idea is placed by a cross, by where one is, and by a name', async () => {
  const { page, mind, close } = await phone(drawn, demo.base, { geolocation: { longitude: 0.0295, latitude: 51.5345 }, permissions: ['geolocation'] });
  await page.goto('/');
  await follow(page, page.getByRole('button', { name: 'a resident' }));
  await page.goto('/proposals/new');
  await until(page, () => 'awake' in document.documentElement.dataset, 'islands awake');
  const chosen = page.locator('.where .chosen'), at = page.locator('input[name=at]');

  await page.getByLabel('Your idea in one line').pressSequentially('A warm room with a kettle for older people', { delay: 5 });
  await page.locator('.alike .suggest-item').first().waitFor();
  assert.match(await page.locator('.alike .suggest-item').first().innerText(), /Backed by \d+/);
  assert.ok(!await page.getByRole('button', { name: 'See if a neighbour asks for it already' }).isVisible(), 'they come unasked');
  await mind('ideas like it');

  await page.getByRole('button', { name: 'Use my location' }).click();
  await until(page, () => document.querySelector('.where .chosen').textContent.startsWith('Chosen: '), 'where one is, in words');
  const here = await at.inputValue();
  assert.match(here, /^0\.0295/);

  await page.getByLabel('Street, park or station').fill('Romford R');
  await page.getByRole('button', { name: /^Romford Road, in / }).first().click();
  assert.match(await chosen.innerText(), /^Chosen: Romford Road, in /);
  assert.notEqual(await at.inputValue(), here);
  await mind('a name chosen');

  await page.getByText('Point to it on the map').click();
  await live(page);
  const named = await at.inputValue();
  await page.getByRole('button', { name: 'East' }).click();
  await until(page, () => document.querySelector('.where .chosen').textContent.startsWith('Chosen: ') && document.getElementById('near').value === '', 'the cross has moved');
  assert.notEqual(await at.inputValue(), named);
  await mind('the cross');

  const touches = () => page.locator('.maplibregl-canvas').evaluate(canvas => getComputedStyle(canvas).touchAction);
  assert.match(await touches(), /pan-y/, 'in the form one finger scrolls the page');
  const full = page.getByRole('button', { name: 'Full screen' });
  await full.click();
  await until(page, () => document.querySelector('.map-full .map-live').clientHeight > innerHeight / 2, 'the map has the screen');
  assert.equal(await touches(), 'none', 'there one finger moves the map');
  await mind('the cross on the whole screen');
  const before = await at.inputValue();
  await drag(page, [200, 300], [120, 240]);
  await until(page, before => document.querySelector('input[name=at]').value !== before, 'the cross has another spot under it', before);
  await until(page, () => document.querySelector('.map-full .chosen').textContent.startsWith('Chosen: '), 'which is said there');
  await page.getByRole('button', { name: 'Done' }).click();
  await until(page, () => document.activeElement?.matches('.fold .map-open'), 'back in the form');
  assert.match(await touches(), /pan-y/);
  await full.press('Enter');
  await page.keyboard.press('Escape');
  await until(page, () => document.activeElement?.matches('.fold .map-open'), 'Escape goes back, too');
  await mind('the form again');

  await page.context().setGeolocation({ longitude: -3.2, latitude: 55.9 });
  await page.getByRole('button', { name: 'Use my location' }).click();
  await until(page, () => document.querySelector('.where .chosen').textContent.includes('outside'), 'one is outside');

  await page.getByLabel('What, and why').fill('Somewhere to sit together out of the cold, with a kettle.');
  await page.getByRole('radio', { name: 'Older people' }).check();
  await follow(page, page.getByRole('button', { name: 'Share this idea' }).last());
  assert.ok(await page.getByText('Your idea is on the map.').isVisible());
  await close();
});

test('ideas near me come nearest first', async () => {
  const { page, mind, close } = await phone(drawn, demo.base, { geolocation: { longitude: 0.0295, latitude: 51.5345 }, permissions: ['geolocation'] });
  await page.goto('/');
  await page.getByText('Near me, or near a street').click();
  await follow(page, page.getByRole('button', { name: 'Near me' }));
  assert.match(page.url(), /near=0\.0295/);
  assert.match(await page.locator('.around').innerText(), /500 m around: /);
  await mind('ideas near me');
  await close();
});

for (const scripts of [true, false]) {
  test(`without WebGL the picture stays, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const { page, mind, close } = await phone(flat, demo.base, { scripts });
    await page.goto('/map');
    if (scripts) await page.waitForTimeout(1200);
    assert.equal(await page.locator('.map-live').count(), 0);
    await mind('the picture');
    const all = await said(page);
    await follow(page, page.locator('svg.map a:has(.cluster)').first());
    assert.ok(query(page).has('at') && query(page).has('z'));
    assert.notEqual(await said(page), all);
    for (let tries = 0; tries < 6 && !(await page.locator('svg.map a:has(.pin)').count()); tries++) {
      await follow(page, page.getByRole('link', { name: 'Closer' }));
    }
    await follow(page, page.locator('svg.map a:has(.pin)').first());
    assert.ok(await page.locator('.map-card .idea-title').isVisible());
    await mind('a chosen idea on the picture');
    await follow(page, page.locator('.map-card').getByRole('link', { name: 'Close' }));
    assert.equal(await page.locator('.map-card .idea-title').count(), 0);

    await page.goto('/');
    await page.getByText('Near me, or near a street').click();
    await page.getByLabel('Street, park, station or neighbourhood').fill('Romford Road');
    await page.keyboard.press('Escape');
    await follow(page, page.getByRole('button', { name: 'Show what is near' }));
    assert.ok(await page.getByText('There is more than one place of that name').isVisible());
    await mind('a street in several neighbourhoods');
    await follow(page, page.locator('a.suggest-item').first());
    assert.match(await page.locator('.around').innerText(), /500 m around: /);

    await page.goto('/');
    await follow(page, page.getByRole('button', { name: 'a resident' }));
    await page.goto('/proposals/new');
    await page.getByLabel('Your idea in one line').fill('A warm room with a kettle');
    if (!scripts) {
      await follow(page, page.getByRole('button', { name: 'See if a neighbour asks for it already' }));
      assert.ok(await page.locator('.alike .suggest-item').count() > 0);
      await mind('ideas like it, asked for');
    }
    await page.getByText('Point to it on the map').click();
    await follow(page, page.getByRole('button', { name: 'Closer' }));
    await follow(page, page.getByRole('button', { name: 'Put it here' }));
    assert.match(await page.locator('.where .chosen').innerText(), /^Chosen: /);
    assert.equal(await page.getByLabel('Your idea in one line').inputValue(), 'A warm room with a kettle');
    await mind('the cross put down by a button');
    await close();
  });
}

test('an archive the operator gave lies under the live map', async () => {
  const file = archive();
  const own = await place({ FULCRUM_BASEMAP: file.path, FULCRUM_BASEMAP_ATTRIBUTION: 'A survey of our own' });
  const { page, mind, close } = await phone(drawn, own.base);
  const ranges = [];
  page.on('response', response => response.url().endsWith('/tiles/basemap.pmtiles') && ranges.push(response.status()));
  await page.goto('/map');
  await live(page);
  assert.ok(ranges.length > 0 && ranges.every(status => status === 206), `by ranges: ${ranges}`);
  assert.match(await page.locator('.map-note').innerText(), /A survey of our own/);
  await mind('another basemap');
  await close();
  await own.stop();
  file.remove();
});
