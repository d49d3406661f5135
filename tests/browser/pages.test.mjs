// Every page that links reach, as each person sees it: valid, accessible, narrow enough, no dead end; on a phone and on a
// desktop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility, deadEnds, markup, overflow, structure } from "./audit.mjs";
import { crawl } from "./crawl.mjs";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, signIn } from "./people.mjs";

let house;
/** Of what structures axe has spoken already: the same page for the next person says nothing new to it. */
const spoken = new Set();
before(async () => (house = await open()));
after(() => house?.close());

for (const who of ["nobody", ...Object.keys(LOGINS)]) {
  test(`every page for ${who}`, async () => {
    const page = who === "nobody" ? await (await house.visitor()).newPage() : await signIn(house, LOGINS[who]);
    const found = [];
    const visited = await crawl(page, house.base, ["/"], async (page, answer) => {
      const { pathname } = new URL(answer.url());
      // The gallery has tests of its own, and shows errors on purpose.
      if (pathname.startsWith("/mau")) return;
      if (answer.status() >= 400) found.push(`${pathname}: answers ${answer.status()}`);
      if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) return;
      found.push(...(await markup(await answer.text())).map((fault) => `${pathname}: ${fault}`));
      const known = spoken.size;
      spoken.add(await structure(page));
      for (const screen of spoken.size > known ? [PHONE, DESKTOP] : []) {
        await page.setViewportSize(screen);
        const faults = await accessibility(page);
        found.push(...faults.map((fault) => `${pathname} at ${screen.width} px: ${fault}`));
      }
      found.push(...(await overflow(page)).map((fault) => `${pathname}: ${fault}`));
      found.push(...(await deadEnds(page)).map((fault) => `${pathname}: ${fault}`));
    });
    assert.deepEqual(found, []);
    assert.ok(visited.length > 1, `only ${visited} was found`);
    await page.context().close();
  });
}
