// The audit itself can fail: a page with faults on purpose is refused for each of them, and a good page passes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility, deadEnds, markup, overflow, structure } from "./audit.mjs";
import { kindOf } from "./crawl.mjs";
import { DESKTOP, startBrowser } from "./harness.mjs";

const GOOD = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Tra cứu hồ sơ</title></head>
<body><main><h1>Tra cứu hồ sơ</h1><p>Mời ông, bà nhập mã hồ sơ.</p></main></body></html>`;
const BAD = `<!doctype html><html><head><title>x</title></head><body><h1>a<p>b</h1>
<img src="a.png"><a href="#">đi</a><button>không làm gì</button><div style="width:900px">rộng</div></body></html>`;

let browser;
let page;
before(async () => {
  browser = await startBrowser();
  page = await browser.newPage({ viewport: DESKTOP });
});
after(() => browser?.close());

test("a good page passes every check", async () => {
  await page.setContent(GOOD);
  assert.deepEqual(await markup(GOOD), []);
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await deadEnds(page), []);
});

test("a bad page fails each of them", async () => {
  await page.setContent(BAD);
  assert.ok((await markup(BAD)).length > 0);
  assert.match((await accessibility(page)).join("\n"), /html-has-lang/);
  assert.match((await overflow(page)).join("\n"), /wide: div/);
  const dead = await deadEnds(page);
  assert.equal(dead.length, 2, dead.join("\n"));
});

test("other words are the same structure, another element or attribute is not", async () => {
  const of = async (html) => (await page.setContent(html), structure(page));
  const good = await of(GOOD);
  assert.equal(await of(GOOD.replace("Mời ông, bà", "Xin")), good);
  assert.equal(await of(GOOD.replace("</p>", "</p><p>Một dòng nữa.</p>")), good, "neighbours that are alike are one");
  for (const other of [GOOD.replace(' lang="vi"', ""), GOOD.replace("<p>", '<p role="alert">'), GOOD.replace("</h1>", "</h1><img>"), GOOD.replace("Tra cứu hồ sơ</h1>", "</h1>")]) {
    assert.notEqual(await of(other), good, other);
  }
});

test("two dossiers are one kind of page", () => {
  assert.equal(kindOf("http://h/ho-so/H61.1-261118-0001"), kindOf("http://h/ho-so/H61.1-261118-0002"));
  assert.notEqual(kindOf("http://h/ho-so"), kindOf("http://h/thu-tuc"));
});
