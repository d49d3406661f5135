// Photographs pages on a phone and on a desktop, into one contact sheet to look at before a page is called finished.
//
//   node photograph.mjs http://127.0.0.1:8080 out/pictures pages.json
//
// pages.json: { "accounts": { "officer": { "path": "/dang-nhap", "fields": { "ten": "…", "mat_khau": "…" } } },
//               "pages": ["/", { "as": "officer", "path": "/can-bo" }] }
// An account is signed in by filling in the form on its page; with "cookie": "name=value" in place of "fields" the cookie is
// simply set. Without pages.json the gallery of components is photographed.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DESKTOP, PHONE, startBrowser } from "./harness.mjs";

const GALLERY = { accounts: {}, pages: ["/mau", "/mau/bieu-mau", "/mau/hoi", "/mau/ngay", "/mau/ban-lam-viec", "/mau/xong", "/khong-co"] };
/** No picture is taller than this; a longer page is cut, and says so. */
const TALLEST = 6000;

/** A visitor with a screen of this size, signed in as `account` if one is given. */
async function visitor(browser, base, screen, account) {
  const context = await browser.newContext({ baseURL: base, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", viewport: screen });
  if (account?.cookie) {
    const [name, value] = account.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: base }]);
  } else if (account) {
    const page = await context.newPage();
    await page.goto(account.path);
    for (const [name, value] of Object.entries(account.fields)) await page.fill(`main [name="${name}"]`, value);
    await Promise.all([page.waitForNavigation(), page.click("main form button[type=submit]")]);
    await page.close();
  }
  return context;
}

/** One picture; answers what the sheet says about it. */
async function photograph(context, path, file, width) {
  const page = await context.newPage();
  const answer = await page.goto(path, { waitUntil: "networkidle" });
  const { wide, tall } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    tall: document.documentElement.scrollHeight,
  }));
  const cut = tall > TALLEST;
  await page.screenshot({ path: file, fullPage: !cut, clip: cut ? { x: 0, y: 0, width, height: TALLEST } : undefined });
  await page.close();
  return { status: answer.status(), overflow: wide > width ? wide : 0, cut };
}

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

function sheet(rows) {
  const figure = (shot) => `<figure><img src="${shot.name}" width="${shot.width === PHONE.width ? 260 : 960}" alt="">
<figcaption>${shot.width} px${shot.overflow ? ` <b>wider than the screen: ${shot.overflow} px</b>` : ""}${shot.cut ? " (cut)" : ""}</figcaption></figure>`;
  const section = (row) => `<section><h2>${escape(row.who)} ${escape(row.path)} <small>${row.shots[0].status}</small></h2>
<div>${row.shots.map(figure).join("")}</div></section>`;
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Contact sheet</title><style>
body{font:15px/1.5 sans-serif;margin:24px;background:#ddd} h2{font-size:17px} div{display:flex;gap:20px;align-items:flex-start}
img{display:block;border:1px solid #999;background:#fff} figure{margin:0} b{color:#a00}</style>${rows.map(section).join("")}</html>`;
}

/** Photographs every page of `list`; answers the rows of the sheet. */
export async function photographAll(base, out, list) {
  await mkdir(out, { recursive: true });
  const browser = await startBrowser();
  const contexts = new Map();
  const rows = [];
  try {
    for (const [number, entry] of list.pages.entries()) {
      const { as = "", path } = typeof entry === "string" ? { path: entry } : entry;
      if (as && !list.accounts?.[as]) throw new Error(`no account named ${as}`);
      const shots = [];
      for (const screen of [PHONE, DESKTOP]) {
        const key = `${as} ${screen.width}`;
        if (!contexts.has(key)) contexts.set(key, await visitor(browser, base, screen, list.accounts?.[as]));
        const name = `${String(number + 1).padStart(2, "0")}-${as || "nobody"}${path.replace(/[^a-z0-9]+/gi, "-")}-${screen.width}.png`;
        shots.push({ name, width: screen.width, ...(await photograph(contexts.get(key), path, join(out, name), screen.width)) });
      }
      rows.push({ who: as || "nobody", path, shots });
    }
    await writeFile(join(out, "index.html"), sheet(rows));
    const page = await browser.newPage({ viewport: { width: 1320, height: 900 } });
    await page.goto(pathToFileURL(join(out, "index.html")).href, { waitUntil: "load" });
    await page.screenshot({ path: join(out, "contact-sheet.png"), fullPage: true });
  } finally {
    await browser.close();
  }
  return rows;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [base, out = "out/pictures", file] = process.argv.slice(2);
  if (!base) throw new Error("usage: node photograph.mjs http://host:port [folder] [pages.json]");
  const list = file ? JSON.parse(await readFile(file, "utf8")) : GALLERY;
  const rows = await photographAll(base, out, list);
  const wide = rows.flatMap((row) => row.shots.filter((shot) => shot.overflow).map((shot) => `${row.path} at ${shot.width}`));
  console.log(`${rows.length} pages, ${join(out, "contact-sheet.png")}${wide.length ? `; wider than the screen: ${wide.join(", ")}` : ""}`);
}
