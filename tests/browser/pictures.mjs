// Takes the pictures of the README and of docs/conformance again, from a fresh demo: each page as the person who works with it sees it.
//
//   node tests/browser/pictures.mjs [folder, docs if none is given]
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DESKTOP, PHONE, open } from "./harness.mjs";
import { LOGINS, signIn } from "./people.mjs";

const DOCS = join(dirname(fileURLToPath(import.meta.url)), "../../docs");
const FOLDER = process.argv[2] ?? DOCS;
/** A picture ends here; a longer page goes on below. */
const TALLEST = 1900;

/** The name of each picture of the README, who looks, on which screen, and the way there: an address, then what is followed. */
const README = [
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

/** The functions that the law asks for, each with the page that shows it. */
const FUNCTIONS = JSON.parse(await readFile(join(DOCS, "conformance/functions.json"), "utf8")).filter((it) => it.picture);
const PICTURES = [
  ...README.map(([name, who, screen, address, ...followed]) => ({ name: `pictures/${name}`, who, screen, address, followed })),
  ...FUNCTIONS.map(({ number, picture: [who, address, press] }) => ({ name: `conformance/${number}`, who, screen: DESKTOP, address, press })),
];

const house = await open();
try {
  for (const folder of ["pictures", "conformance"]) await mkdir(join(FOLDER, folder), { recursive: true });
  for (const { name, who, screen, address, followed = [], press } of PICTURES) {
    const page = who ? await signIn(house, LOGINS[who], { screen }) : await (await house.visitor({ screen })).newPage();
    await page.goto(address);
    for (const link of followed) await page.goto(await page.locator(link).first().getAttribute("href"));
    if (press) await Promise.all([page.waitForEvent("load"), page.locator(press).first().press("Enter")]);
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
