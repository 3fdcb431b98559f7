// A resident: finds ideas, signs up, shares one by a street's name, sees who could move it, backs and follows others'.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, follow, phone } from '../phone.mjs';
import { place } from '../place.mjs';

let chrome, demo;
before(async () => { [chrome, demo] = await Promise.all([browser(), place()]); });
after(async () => { await chrome?.close(); await demo?.stop(); });

for (const scripts of [true, false]) {
  test(`a resident shares an idea, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const { page, mind, close } = await phone(chrome, demo.base, { scripts });
    const button = name => page.getByRole('button', { name });
    await page.goto('/');
    assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /ideas in Newham/);
    await mind('the front page');

    await follow(page, page.getByRole('link', { name: 'Food', exact: true }));
    assert.match(page.url(), /theme=food/);
    await mind('ideas about food');

    await follow(page, page.getByRole('link', { name: 'Open the map' }));
    await mind('the map');

    await page.goto('/proposals/new');
    assert.match(page.url(), /sign-in\?next=/, 'sharing takes an account');
    await mind('signing in');
    await follow(page, page.getByRole('link', { name: 'I am new here' }));
    await follow(page, button('Make my account'));
    assert.equal(await page.locator('.errors li').count(), 3);
    await mind('an empty form');
    await page.getByLabel('Your name, as neighbours see it').fill('Zara T.');
    await page.getByLabel('E-mail').fill(`zara-${scripts}@example.org`);
    await page.getByLabel('Password').fill('three old bicycles');
    await follow(page, button('Make my account'));
    assert.match(page.url(), /proposals\/new/, 'and comes right back');
    await mind('a new idea');

    await page.getByLabel('Your idea in one line').fill('A kitchen for our supper club');
    await page.getByLabel('What, and why').fill('We cook for the whole landing. Could we use a proper kitchen one evening a week?');
    await page.getByLabel('Street, park or station').fill('Nowhere Crescent');
    await follow(page, button('Share this idea'));
    assert.ok(await page.locator('.errors').isVisible());
    assert.equal(await page.getByLabel('Your idea in one line').inputValue(), 'A kitchen for our supper club');
    await mind('a form with something to put right');
    await page.getByRole('radio', { name: 'Food' }).check();
    await page.getByLabel('Street, park or station').fill('Green Street');
    if (scripts) {
      await page.getByRole('button', { name: /^Green Street, in / }).first().click();
      assert.ok(await page.getByText(/^Chosen: Green Street, in /).isVisible());
    } else {
      await follow(page, button('Share this idea'));
      assert.ok(await page.getByText('There is more than one place of that name').first().isVisible());
      await mind('a name of several places');
      await page.getByRole('radio', { name: /^Green Street, in / }).first().check();
    }
    await follow(page, button('Share this idea'));
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'A kitchen for our supper club');
    assert.ok(await page.getByText('Your idea is on the map.').isVisible());
    assert.ok(await page.locator('.strand.t .match').count() > 0, 'someone could move it');
    assert.ok(await page.locator('.strand.t .why li').count() > 0, 'with reasons');
    await mind('the idea');

    await page.goto('/?sort=supported');
    await follow(page, page.locator('.idea-title a').first());
    const back = page.locator('.hero-actions .btn.main'), count = async () => Number(await back.locator('.count-in').innerText());
    const was = await count();
    const press = async to => {
      // The figure changes at once; it is kept when the server has answered.
      if (scripts) { await Promise.all([page.waitForResponse(answer => answer.url().endsWith('/support')), back.click()]); } else { await follow(page, back); }
      for (let tries = 0; await count() !== to && tries < 50; tries++) await page.waitForTimeout(100);
      assert.equal(await count(), to);
    };
    if (scripts) await page.waitForTimeout(1500);
    await press(was + 1);
    await page.reload();
    assert.equal(await count(), was + 1, 'it is kept');
    if (scripts) await page.waitForTimeout(1500);
    await press(was);
    await follow(page, button('Follow'));
    assert.ok(await button('Following').isVisible());
    const words = `I would come to that, ${scripts ? 'and bring bread' : 'on foot'}.`;
    await page.getByLabel('Say something').fill(words);
    await follow(page, button('Add it'));
    assert.ok(await page.getByText(words).isVisible());
    await mind('an idea, followed and spoken of');
    await close();
  });
}
