// An hour without a network at a ward's counter: a machine is made ready, the program is gone, people come all the same; then everything
// comes in once, also out of a copy of the store on another machine, and the ledger holds.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { DESKTOP, open, verified } from "./harness.mjs";
import { COPIES, HERE, PASSPHRASE, audited, button, prepare, read, receive, says, unlock } from "./machine.mjs";
import { press, signIn } from "./people.mjs";

let house;
before(async () => (house = await open()));
after(() => house?.close());

/** Everything that the browser has kept, as text. */
const kept = (page) =>
  page.evaluate(async () => {
    const base = await new Promise((resolve) => (indexedDB.open("motcua-ngoai-tuyen").onsuccess = (event) => resolve(event.target.result)));
    const all = (name) => new Promise((resolve) => (base.transaction(name).objectStore(name).getAll().onsuccess = (event) => resolve(event.target.result)));
    return JSON.stringify([await all("intakes"), (await all("things")).map((it) => ({ ...it, procedures: 0, dues: 0 }))]);
  });

/** Changes what the browser has kept, as a fault of the disk would. */
const change = (page, store, act, ...what) =>
  page.evaluate(
    async ([store, act, what]) => {
      const base = await new Promise((resolve) => (indexedDB.open("motcua-ngoai-tuyen").onsuccess = (event) => resolve(event.target.result)));
      const done = base.transaction(store, "readwrite").objectStore(store)[act](...what);
      await new Promise((resolve) => (done.onsuccess = resolve));
      base.close();
    },
    [store, act, what],
  );

const numbersOf = (text) => [...new Set(text.match(/H44\.101-\d{6}-\d{4,}/g))];

test("an hour without a network", async (t) => {
  const clerk = await signIn(house, "mot-cua", { screen: DESKTOP });
  const given = [];
  let copy;

  await t.test("the machine is made ready, then the network is gone", async () => {
    await prepare(clerk, "Máy quầy số 1");
    await house.program.halt();
    await clerk.goto(HERE);
    await says(clerk, /Mở kho của máy.*Máy quầy số 1/);
    await clerk.fill("#open-passphrase", "không phải cụm này");
    await button(clerk, "Mở kho").press("Enter");
    await says(clerk, /Cụm mật khẩu chưa đúng/);
    await audited(clerk);
    await unlock(clerk);
  });

  await t.test("people come, each gets a number and a day", async () => {
    await button(clerk, COPIES).press("Enter");
    await button(clerk, "Tiếp nhận và in giấy hẹn").press("Enter");
    await says(clerk, /Có nội dung cần sửa.*Mời nhập họ và tên người nộp.*Còn thiếu giấy tờ/);
    await audited(clerk);
    await button(clerk, "Về danh sách").press("Enter");
    // A form whose first paper is not asked for at a counter.
    await button(clerk, "Đăng ký kết hôn").press("Enter");
    await says(clerk, /Giấy tờ tùy thân của người yêu cầu/);
    await clerk.check('main [name="applicant.acting"][value="mandate"]');
    await clerk.check('main [name="applicant.people.0.kind"][value="citizen"]');
    await says(clerk, /Văn bản ủy quyền nộp hồ sơ/);
    await audited(clerk);
    await button(clerk, "Về danh sách").press("Enter");
    for (let person = 1; person <= 4; person += 1) given.push(await receive(clerk, `Bằng tốt nghiệp số ${person}`));
    assert.equal(new Set(given.map((it) => it.number)).size, 4);
    assert.match(await read(clerk), /máy còn 20 số của Công an phường Việt Trì, 16 số của Ủy ban nhân dân phường Việt Trì.*Đồng bộ 4 hồ sơ/);
    await button(clerk, "Đồng bộ 4 hồ sơ").press("Enter");
    await says(clerk, /Chưa có mạng.*vẫn nằm trong kho/);
    await audited(clerk);
    await button(clerk, "In giấy tiếp nhận").press("Enter");
    await says(clerk, /Thời gian trả kết quả/);
    await audited(clerk);
    await button(clerk, "Về danh sách").press("Enter");
  });

  await t.test("what is kept cannot be read; it is there after the page was closed", async () => {
    const text = await kept(clerk);
    assert.match(text, new RegExp(given[0].number));
    assert.doesNotMatch(text, /Hồng Ánh|Bằng tốt nghiệp|025190001234/);
    await clerk.reload();
    await unlock(clerk);
    assert.match(await read(clerk), /Đồng bộ 4 hồ sơ.*Nguyễn Thị Hồng Ánh/);
    const saved = clerk.waitForEvent("download");
    await button(clerk, "Lưu tệp dự phòng").press("Enter");
    copy = await (await saved).path();
    assert.doesNotMatch(await readFile(copy, "utf8"), /Hồng Ánh|Bằng tốt nghiệp|025190001234/);
  });

  await t.test("the network is back: everything comes in under its number", async () => {
    await house.program.resume();
    // The second arrives, but its answer is lost on the way back.
    let calls = 0;
    const lossy = async (route) => ((calls += 1) === 2 ? (await route.fetch(), route.abort()) : route.continue());
    await clerk.route("**/dossiers", lossy);
    await button(clerk, "Đồng bộ 4 hồ sơ").press("Enter");
    await says(clerk, /Chưa có mạng.*Đồng bộ 3 hồ sơ/);
    assert.equal(calls, 2);
    await clerk.unroute("**/dossiers", lossy);
    await button(clerk, "Đồng bộ 3 hồ sơ").press("Enter");
    await says(clerk, /Đồng bộ xong 3 hồ sơ đã vào hệ thống/);
    await clerk.goto("/quay/ngoai-tuyen");
    const page = await read(clerk);
    assert.match(page, /Đã đồng bộ 4 hồ sơ/);
    const lookup = /Mã tra cứu ([A-Z2-9]{8})/.exec(given[0].paper)[1];
    await clerk.goto(`/tra-cuu?ma=${given[0].number}&tra=${lookup}`);
    assert.match(await read(clerk), /Đã tiếp nhận/);
  });

  await t.test("the copy opens on another machine with a reason only, and brings in nothing twice", async () => {
    const colleague = await signIn(house, "mot-cua-2", { screen: DESKTOP });
    await colleague.goto(HERE);
    await says(colleague, /Chuẩn bị máy này/);
    await colleague.setInputFiles("#file-setup", copy);
    await says(colleague, /Kho này của máy “Máy quầy số 1”.*cụm mật khẩu không mở được ở đây/);
    await button(colleague, "Xin khóa khôi phục và mở kho").press("Enter");
    await says(colleague, /lý do, từ 5 đến 500 ký tự/);
    await colleague.fill("#other-reason", "Máy quầy hỏng ổ cứng");
    await button(colleague, "Xin khóa khôi phục và mở kho").press("Enter");
    await says(colleague, /Đồng bộ 4 hồ sơ.*Nguyễn Thị Hồng Ánh/);
    await button(colleague, "Đồng bộ 4 hồ sơ").press("Enter");
    await says(colleague, /4 hồ sơ đã vào hệ thống/);
    await audited(colleague);
    assert.deepEqual(numbersOf(await read(colleague)).sort(), given.map((it) => it.number).sort());
    await colleague.goto("/quay/ngoai-tuyen");
    assert.match(await read(colleague), /Đã đồng bộ 4 hồ sơ/, "the same four");
    const stranger = await signIn(house, "mot-cua-tam-nong", { screen: DESKTOP });
    await stranger.goto(HERE);
    await stranger.setInputFiles("#file-setup", copy);
    await stranger.fill("#other-reason", "Xem thử");
    await button(stranger, "Xin khóa khôi phục và mở kho").press("Enter");
    await says(stranger, /Cần đăng nhập bằng tài khoản Một cửa của cơ quan nơi máy được đăng ký/);
  });

  await t.test("what the system refuses stays, and is put right or gets another number", async () => {
    await clerk.goto(HERE);
    // The forms that are fetched when the store is opened arrive late, after those that came with more numbers.
    let late;
    const slow = async (route) => {
      const response = await route.fetch();
      if (!late) await (late = new Promise((resolve) => setTimeout(resolve, 1500)));
      await route.fulfill({ response });
    };
    await clerk.route("**/kit", slow);
    await unlock(clerk);
    await clerk.locator("summary", { hasText: "Lấy thêm số" }).click();
    await clerk.selectOption("#days-more", "2");
    await button(clerk, "Lấy thêm số").press("Enter");
    await says(clerk, /Đã chuẩn bị xong/);
    await late;
    await clerk.unroute("**/kit", slow);
    const misread = await receive(clerk, "Bằng lái xe", { "applicant.phone": "12" });
    // The machine's clock runs a day ahead: a number of tomorrow is given.
    const tomorrow = Date.now() + 86_400_000;
    await clerk.clock.setSystemTime(tomorrow);
    const early = await receive(clerk, "Học bạ");
    await clerk.clock.setSystemTime(Date.now());
    await button(clerk, "Đồng bộ 2 hồ sơ").press("Enter");
    await says(clerk, /0 hồ sơ đã vào hệ thống, 2 hồ sơ cần xử lý/);
    await audited(clerk);
    assert.match(await read(clerk), /là số của ngày.*đồng hồ của máy đã chạy sai/);
    await button(clerk, "Tiếp nhận với số mới").press("Enter");
    await says(clerk, new RegExp(`mang số mới (\\S+) thay cho số ${early.number}`));
    await button(clerk, "Sửa nội dung").press("Enter");
    await says(clerk, /Có nội dung cần sửa.*điện thoại/);
    assert.equal(await clerk.inputValue('main [name="giay_to_ten"]'), "Bằng lái xe", "what was typed stays");
    await clerk.fill('main [name="applicant.phone"]', "0912345678");
    await button(clerk, "Lưu nội dung sửa").press("Enter");
    await says(clerk, new RegExp(`Đã lưu nội dung sửa của hồ sơ ${misread.number}`));
    await button(clerk, "Đồng bộ 1 hồ sơ").press("Enter");
    await says(clerk, /Đồng bộ xong 1 hồ sơ đã vào hệ thống/);
    // The clock is right again: the machine asks once, as the last paper bears a later moment.
    await assert.rejects(receive(clerk, "Giấy khai sinh"), /Mời xem lại giờ của máy/);
    await button(clerk, "Tiếp nhận và in giấy hẹn").press("Enter");
    await says(clerk, /Thời gian trả kết quả/);
  });

  await t.test("a passphrase is forgotten, an intake lost, the numbers used up, the machine given up", async () => {
    const colleague = await signIn(house, "mot-cua-2", { screen: DESKTOP });
    await prepare(colleague, "Máy quầy số 2");
    const { number } = await receive(colleague, "Sổ hộ khẩu");
    const saved = colleague.waitForEvent("download");
    await button(colleague, "Lưu tệp dự phòng").press("Enter");
    const own = await (await saved).path();
    await change(colleague, "intakes", "clear");
    await button(colleague, "Khóa kho").press("Enter");
    await says(colleague, /Mở kho của máy/);
    await colleague.locator("summary", { hasText: "Quên cụm mật khẩu" }).filter({ visible: true }).click();
    await button(colleague, "Đặt cụm mật khẩu mới").press("Enter");
    await says(colleague, /ít nhất 12 ký tự/);
    await audited(colleague);
    for (const name of ["passphrase", "again"]) await colleague.fill(`#forgotten-${name}`, "cụm khác dễ nhớ hơn");
    await button(colleague, "Đặt cụm mật khẩu mới").press("Enter");
    await says(colleague, /lý do, từ 5 đến 500 ký tự/);
    await colleague.fill("#forgotten-reason", "Quên sau kỳ nghỉ");
    await button(colleague, "Đặt cụm mật khẩu mới").press("Enter");
    await says(colleague, /Cụm mật khẩu mới đã có hiệu lực.*Chưa nhận hồ sơ nào/);
    await colleague.reload();
    await says(colleague, /Mở kho của máy/);
    await colleague.fill("#open-passphrase", PASSPHRASE);
    await button(colleague, "Mở kho").press("Enter");
    await says(colleague, /Cụm mật khẩu chưa đúng/);
    await colleague.fill("#open-passphrase", "cụm khác dễ nhớ hơn");
    await button(colleague, "Mở kho").press("Enter");
    await says(colleague, /Chưa nhận hồ sơ nào/);
    await colleague.setInputFiles("#file-open", own);
    await says(colleague, new RegExp(`1 hồ sơ được đưa trở lại.*${number}`));
    await colleague.setInputFiles("#file-open", { name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await says(colleague, /không phải tệp dự phòng/);
    // All but the last number are used: the last one is given, then there is none.
    await change(colleague, "used", "put", 19, number.replace(/^(.+)-(\d\d)(\d\d)(\d\d)-\d+$/, "$1/20$2-$3-$4"));
    await receive(colleague, "Trích lục");
    assert.match(await read(colleague), / 0 số của Ủy ban nhân dân phường Việt Trì; khi có mạng, mời lấy thêm số/);
    assert.equal(await button(colleague, COPIES).count(), 0, "what has no number is not offered");
    await audited(colleague);
    await button(colleague, "Đồng bộ 2 hồ sơ").press("Enter");
    await says(colleague, /2 hồ sơ đã vào hệ thống/);
    await colleague.goto("/quay/ngoai-tuyen");
    const card = colleague.locator("section.card", { hasText: "Máy quầy số 2" });
    await card.locator("summary", { hasText: "Ngừng dùng máy này" }).click();
    await press(colleague, card.getByRole("button", { name: "Ngừng dùng" }));
    await says(colleague, /lý do, từ 5 đến 500 ký tự/);
    await audited(colleague);
    await colleague.fill("#reason", "Máy đã thanh lý");
    await press(colleague, card.getByRole("button", { name: "Ngừng dùng" }));
    await says(colleague, /Máy quầy số 2 Đã ngừng dùng/);
  });

  await t.test("the ledger holds", async () => {
    await verified(house.program);
  });
});
