import { DESKTOP, PHONE, open } from "./harness.mjs";
import { signIn, press, scan } from "./people.mjs";
import { mkdirSync } from "node:fs";
mkdirSync("/tmp/shots", { recursive: true });
const house = await open();
try {
  const kt = await signIn(house, "ke-toan", { screen: DESKTOP });
  const both = async (page, name) => {
    for (const [s, v] of [["d", DESKTOP], ["p", PHONE]]) { await page.setViewportSize(v); await page.screenshot({ path: `/tmp/shots/${name}-${s}.png`, fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth); if (wide > v.width) console.log("WIDE", name, s, wide); }
    await page.setViewportSize(DESKTOP);
  };
  await kt.goto("/quan-tri/tai-khoan-thu");
  await kt.fill('main [name="bank"]', "970436"); await kt.fill('main [name="number"]', "1017595600"); await kt.fill('main [name="holder"]', "UBND phường Việt Trì");
  await press(kt, 'main form button[type="submit"]');
  await both(kt, "account");
  await kt.goto("/quan-tri/bien-lai");
  await kt.fill('main [name="template"]', "01BLP0-001"); await kt.fill('main [name="series"]', "AA-26P"); await kt.fill('main [name="first"]', "1"); await kt.fill('main [name="last"]', "50");
  await kt.selectOption('main section.card select[name="to"]', { label: "Nguyễn Thị Ngọc Lan" });
  await press(kt, 'main section.card form button[type="submit"]');
  await both(kt, "books");
  const c = await signIn(house, "mot-cua", { screen: DESKTOP });
  await c.goto("/quay/thu-tien"); await both(c, "till-closed");
  await c.fill('main [name="change"]', "50.000"); await press(c, 'main form button[type="submit"]');
  await c.goto("/quay/chung-thuc"); await both(c, "lane");
  await c.fill('main [name="card"]', "025190001234|131234567|Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5, phường Việt Trì, tỉnh Phú Thọ|10052021");
  await press(c, 'main [name="card"]');
  console.log("focus", await c.evaluate(() => document.activeElement?.id));
  await c.keyboard.type("3"); await c.keyboard.press("Tab"); await c.keyboard.type("3"); await c.keyboard.press("Tab"); await c.keyboard.type("2");
  await Promise.all([c.waitForEvent("load"), c.keyboard.press("Enter")]);
  await both(c, "lane-done");
  await c.fill('main [name="person"]', "Trần Văn Bình"); await c.fill('main [name="document-1"]', "2"); await c.fill('main [name="pages-1"]', "0");
  await press(c, 'main form button[type="submit"]'); await both(c, "lane-wrong");
  await c.fill('main [name="pages-1"]', "4"); await c.fill('main [name="copies-1"]', "1"); await c.selectOption('main [name="pay"]', "later"); await press(c, 'main form button.btn:not(.second)');
  await c.goto("/quay/chung-thuc/so?so=SCT/BS"); await both(c, "lane-book");
  await c.goto("/quay/thu-tien"); await both(c, "till");
  await press(c, 'main table td.code a'); await both(c, "collect");
  await press(c, 'main form button[type="submit"]'); await both(c, "receipt");
  await press(c, c.getByRole("link", { name: "Hủy biên lai" })); await both(c, "void");
  await c.fill('main [name="reason"]', "In sai tên"); await press(c, 'main form button.btn'); await both(c, "collect-again");
  await press(c, 'main form button[type="submit"]');
  await press(c, c.getByRole("link", { name: "Hoàn trả tiền" })); await both(c, "refund");
  await c.goto("/quay/thu-tien"); await press(c, c.getByRole("link", { name: "Kết ca" })); await both(c, "close");
  await c.fill('[name="notes.50000"]', "1"); await c.fill('[name="notes.10000"]', "1"); await press(c, 'main form button[type="submit"]'); await both(c, "close-wrong");
  await c.fill('[name="notes.2000"]', "3"); await press(c, 'main form button[type="submit"]'); await both(c, "shift");
  await kt.goto("/quay/thu-tien/ca"); await both(kt, "shifts");
  await kt.goto("/quay/thu-tien/nop"); await both(kt, "deposit");
} finally { await house.close(); }
