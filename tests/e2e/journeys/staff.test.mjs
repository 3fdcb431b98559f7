// Anchor staff: their inbox, a match put aside with a reason, an answer in public.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, follow, phone } from '../phone.mjs';
import { place } from '../place.mjs';

let chrome, demo;
before(async () => { [chrome, demo] = await Promise.all([browser(), place()]); });
after(async () => { await chrome?.close(); await demo?.stop(); });

for (const scripts of [true, false]) {
  test(`staff answer in public, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const { page, mind, close } = await phone(chrome, demo.base, { scripts });
    await page.goto('/');
    await follow(page, page.getByRole('button', { name: 'staff' }));
    await page.goto('/institutions/harbour/inbox');
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Inbox');
    const cases = page.locator('.case');
    assert.ok(await cases.count() > 1, 'something waits');
    await mind('the inbox');

    const aside = await cases.nth(1).locator('h2').innerText();
    await cases.nth(1).locator('summary').click();
    await cases.nth(1).getByLabel('Why not? Everyone can read this').fill('Our rooms are full this year.');
    await follow(page, cases.nth(1).getByRole('button', { name: 'Say it is not ours' }));
    assert.ok(!(await page.locator('.case h2').allInnerTexts()).includes(aside), 'it has left the queue');

    const title = await cases.first().locator('h2').innerText();
    await follow(page, cases.first().getByRole('link', { name: /^Answer/ }));
    await mind('answering');
    await page.getByText('Yes, and this is what we will do').click();
    await page.getByLabel('In your words').fill('Tuesdays from two to five. Bring one person who keeps the key.');
    await follow(page, page.getByRole('button', { name: 'Answer' }));
    assert.equal(await page.locator('.errors li').count(), 2, 'a yes says what and by when');
    assert.match(await page.getByLabel('In your words').inputValue(), /Tuesdays/);
    await mind('an answer with something to put right');
    await page.getByLabel('With a yes: what you will do').fill('The training kitchen on Tuesdays');
    await page.getByLabel('With a yes: by when').fill('2099-01-31'.replace('2099', String(new Date().getFullYear() + 1)));
    await follow(page, page.getByRole('button', { name: 'Answer' }));
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), title);
    assert.ok(await page.getByText('Tuesdays from two to five').first().isVisible(), 'everyone can read it');
    await mind('the idea, answered');
    await close();
  });
}
