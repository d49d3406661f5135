// Takes the pictures of the README again, from a fresh demo: each page as the person who works with it sees it.
//
//   node tests/browser/pictures.mjs [folder, docs/pictures if none is given]
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, signIn } from "./people.mjs";

const FOLDER = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../../docs/pictures");
/** A picture ends here; a longer page goes on below. */
const TALLEST = 1900;

/** The name of each picture, who looks, on which screen, and the way there: an address, then what is followed. */
const PICTURES = [
  ["home-desktop", null, DESKTOP, "/"],
  ["file-phone", "citizen", PHONE, "/nop-ho-so/1.013225"],
  ["my-dossiers-phone", "citizen", PHONE, "/ho-so"],
  ["follow-phone", "citizen", PHONE, "/ho-so", 'main li:has-text("Hẹn trả"):has-text("xây dựng") a'],
  ["follow-desktop", "citizen", DESKTOP, "/ho-so", 'main li:has-text("Hẹn trả"):has-text("xây dựng") a'],
  ["desk-desktop", "officer", DESKTOP, "/can-bo?hang=cua-toi"],
  ["dossier-desktop", "officer", DESKTOP, "/can-bo?hang=cua-toi", "main tbody tr:nth-child(2) a"],
  ["dossier-phone", "officer", PHONE, "/can-bo?hang=cua-toi", "main tbody tr:nth-child(2) a"],
  ["receipt-desktop", "citizen", DESKTOP, "/ho-so", 'main li:has-text("Hẹn trả"):has-text("xây dựng") a', 'main a[href$="giay-tiep-nhan"]'],
  ["leader-phone", "leader", PHONE, "/lanh-dao"],
];

const house = await open();
try {
  await mkdir(FOLDER, { recursive: true });
  for (const [name, who, screen, address, ...followed] of PICTURES) {
    const page = who ? await signIn(house, LOGINS[who], { screen }) : await (await house.visitor({ screen })).newPage();
    await page.goto(address);
    for (const link of followed) await page.goto(await page.locator(link).first().getAttribute("href"));
    await page.waitForLoadState("networkidle");
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    const clip = { x: 0, y: 0, width: screen.width, height: Math.min(Math.max(tall, screen.height), TALLEST) };
    await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true, clip });
    console.log(`${name}: ${new URL(page.url()).pathname}`);
    await page.context().close();
  }
} finally {
  await house.close();
}
