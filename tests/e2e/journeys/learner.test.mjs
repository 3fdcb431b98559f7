// A learner: starts a module, slips, puts it right, stops half way and goes on from another device.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, follow, phone } from '../phone.mjs';
import { place } from '../place.mjs';

let chrome, demo;
before(async () => { [chrome, demo] = await Promise.all([browser(), place()]); });
after(async () => { await chrome?.close(); await demo?.stop(); });

/** Chooses an option for every question: the first, or the one that `right` knows. */
async function choose(page, right) {
  for (const fieldset of await page.locator('.quiz fieldset').all()) {
    const options = await fieldset.locator('.choice').all();
    const legend = await fieldset.locator('legend').innerText();
    await options[right?.get(legend) ?? 0].locator('input').check();
  }
  await follow(page, page.getByRole('button', { name: 'Check' }));
}

/** Finds the right options as a person does: by trying. */
async function learn(page) {
  const right = new Map();
  for (let tries = 0; tries < 4; tries++) {
    await choose(page, right);
    for (const fieldset of await page.locator('.quiz fieldset').all()) {
      const legend = await fieldset.locator('legend').innerText();
      if (await fieldset.locator('.choice.right').count() === 0) right.set(legend, (right.get(legend) ?? 0) + 1);
    }
    if (await page.getByText('All right: this lesson is done.').isVisible()) return;
  }
  assert.fail('no choice of options makes the lesson done');
}

for (const scripts of [true, false]) {
  test(`a learner goes on from another device, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const first = await phone(chrome, demo.base, { scripts });
    const sign = async ({ page }, to) => {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill(`lee-${scripts}@example.org`);
      await page.getByLabel('Password').fill('three old bicycles');
      await follow(page, page.getByRole('button', { name: 'Sign in' }));
      await page.goto(to);
    };
    await first.page.goto('/sign-up');
    await first.page.getByLabel('Your name, as neighbours see it').fill('Lee W.');
    await first.page.getByLabel('E-mail').fill(`lee-${scripts}@example.org`);
    await first.page.getByLabel('Password').fill('three old bicycles');
    await follow(first.page, first.page.getByRole('button', { name: 'Make my account' }));

    await first.page.goto('/academy');
    await first.mind('the academy');
    await follow(first.page, first.page.locator('.module h3 a').first());
    const module = first.page.url();
    await first.mind('a module');
    await follow(first.page, first.page.getByRole('button', { name: /^Start: / }));
    assert.match(await first.page.locator('.tag').first().innerText(), /Lesson 1 of/);
    await first.mind('a lesson');
    await learn(first.page);
    await first.mind('a lesson, done');
    await first.close();

    const second = await phone(chrome, demo.base, { scripts });
    await sign(second, new URL(module).pathname);
    assert.equal(await second.page.locator('.lesson.done').count(), 1);
    await follow(second.page, second.page.getByRole('link', { name: /^Go on: / }));
    assert.match(await second.page.locator('.tag').first().innerText(), /Lesson 2 of/);
    await second.page.goto('/you');
    assert.ok(await second.page.getByText(/1 of \d lessons done/).isVisible());
    await second.mind('you');
    await second.close();
  });
}
