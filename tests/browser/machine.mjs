// What a clerk does at a machine that receives without a network: make it ready, open its store, take somebody's papers down.
import assert from "node:assert/strict";
import { accessibility, deadEnds, overflow } from "./audit.mjs";

/** The page that stays on a machine. */
export const HERE = "/quay/ngoai-tuyen/may-nay";
/** What opens its store. */
export const PASSPHRASE = "bốn chữ dễ nhớ lắm";
const CARD = "025190001234|131234567|Nguyễn Thị Hồng Ánh|12041990|Nữ|Tổ 5, phường Việt Trì, tỉnh Phú Thọ|10052021";
/** The procedure that people come for. */
export const COPIES = "Chứng thực bản sao";

/** What a person reads: the news, then the view that is shown. */
export async function read(page) {
  return (await page.locator("main").innerText()).replace(/\s+/g, " ");
}

/** Waits until the page says it. */
export async function says(page, words) {
  await page.waitForFunction((source) => new RegExp(source, "i").test(document.querySelector("main").innerText.replace(/\s+/g, " ")), words.source, { timeout: 30_000 }).catch(async () => assert.match(await read(page), words));
}

/** A button that can be seen. */
export const button = (page, name) => page.getByRole("button", { name }).filter({ visible: true }).first();

/** The view that is shown stands up to axe, fits a narrow phone, and every button does something. */
export async function audited(page) {
  assert.deepEqual([...(await accessibility(page)), ...(await overflow(page)), ...(await deadEnds(page))], []);
}

/** Registers this browser as a machine of the counter. */
export async function prepare(page, name) {
  await page.goto("/quay/ngoai-tuyen");
  await page.getByRole("link", { name: "Mở quầy ngoại tuyến trên máy này" }).click();
  await says(page, /Chuẩn bị máy này/);
  await page.fill("#name", name);
  await page.fill("#passphrase", "ngắn quá");
  await button(page, "Chuẩn bị máy").press("Enter");
  await says(page, /Có nội dung cần sửa.*ít nhất 12 ký tự/);
  await audited(page);
  await page.fill("#passphrase", PASSPHRASE);
  await page.fill("#passphrase-again", PASSPHRASE);
  await page.selectOption("#count-setup", "20");
  await button(page, "Chuẩn bị máy").press("Enter");
  await says(page, /Đã chuẩn bị xong.*máy còn 20 số/);
  await page.evaluate(() => navigator.serviceWorker.ready);
}

/** Opens the store of the machine after the page was loaded anew. */
export async function unlock(page) {
  await says(page, /Mở kho của máy/);
  await page.fill("#open-passphrase", PASSPHRASE);
  await button(page, "Mở kho").press("Enter");
  await says(page, /Hồ sơ đã nhận trên máy này/);
}

/** Takes down a certified copy for somebody with a card; answers the number and what the paper says. */
export async function receive(page, document, more = {}) {
  await button(page, COPIES).press("Enter");
  await says(page, /Tiếp nhận và in giấy hẹn/);
  await page.locator("#card").pressSequentially(CARD, { delay: 0 });
  await page.keyboard.press("Enter");
  const fields = { yeu_cau_ho_ten: "Nguyễn Thị Hồng Ánh", giay_to_ten: document, giay_to_noi_cap: "Đại học Hùng Vương", so_trang: "2", so_ban: "3", ...more };
  await page.check('main [name="yeu_cau_loai"][value="ca-nhan"]');
  for (const [name, text] of Object.entries(fields)) await page.fill(`main [name="${name}"]`, text);
  await page.check('main [name="ban_sao_san"][value="false"]');
  await page.check('main [name="cam_doan"]');
  await page.check('main [name="paper"][value="ban-chinh"]');
  await button(page, "Tiếp nhận và in giấy hẹn").press("Enter");
  await says(page, /Giấy tiếp nhận hồ sơ và hẹn trả kết quả|Mời xem lại giờ của máy/i);
  const paper = await read(page);
  const number = /H44\.101-\d{6}-\d{4,}/.exec(paper)?.[0];
  assert.ok(number, paper);
  assert.match(paper, /Mã tra cứu [A-Z2-9]{8}.*Nguyễn Thị Hồng Ánh.*Thời gian trả kết quả \d\d:\d\d thứ/);
  await button(page, "Về danh sách").press("Enter");
  await says(page, /Hồ sơ đã nhận trên máy này/);
  return { number, paper };
}
