// An administrator prepares the next version of a procedure on screen: a term, a step, a question of the form; compares, tries and
// publishes it. With and without JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { audited } from "./audit.mjs";
import { DESKTOP, open, verified } from "./harness.mjs";
import { day, press, signIn, textOf } from "./people.mjs";

let house;
before(async () => (house = await open()));
after(() => house?.close());

for (const javaScript of [true, false]) {
  // Births with JavaScript, deaths without: one edition each.
  const [code, name] = javaScript ? ["1.001193", "Đăng ký khai sinh"] : ["1.000656", "Đăng ký khai tử"];
  test(`a procedure is edited and published, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const admin = await signIn(house, "quan-tri", { javaScript, screen: DESKTOP });
    const look = async () => (javaScript ? audited(admin) : undefined);
    await admin.goto("/quan-tri/thu-tuc");
    await look();
    await press(admin, admin.getByRole("link", { name, exact: true }));
    await look();
    await press(admin, admin.getByRole("button", { name: "Soạn phiên bản mới" }));
    assert.match(await textOf(admin), /Bản soạn đã đủ và đúng[\s\S]*Chưa có gì khác/);
    await look();

    await press(admin, admin.getByRole("link", { name: "Thời hạn giải quyết" }));
    await look();
    await press(admin, admin.locator("main ol.tasks a").first());
    await admin.fill('main [name="text"]', "hai ngày");
    await press(admin, admin.getByRole("button", { name: "Lưu" }));
    assert.match(await textOf(admin), /Thời hạn không hợp lệ/);
    await look();
    await admin.fill('main [name="text"]', "2 ngày làm việc");
    await press(admin, admin.getByRole("button", { name: "Lưu" }));
    assert.match(await textOf(admin), /2 ngày làm việc/);

    await admin.goto(`/quan-tri/thu-tuc/${code}/soan`);
    await press(admin, admin.getByRole("link", { name: "Các bước xử lý" }));
    await press(admin, admin.locator("main ol.tasks a").nth(1));
    await look();
    await admin.fill('main [name="name"]', "Thẩm tra hồ sơ");
    await press(admin, admin.getByRole("button", { name: "Lưu" }));

    await admin.goto(`/quan-tri/thu-tuc/${code}/soan/to-khai`);
    await look();
    await press(admin, admin.getByRole("link", { name: "Thêm câu hỏi", exact: true }));
    await admin.fill('main [name="name"]', "nhan_ban_giay");
    await admin.selectOption('main [name="kind"]', { label: "Có hoặc không" });
    await admin.fill('main [name="title"]', "Ông, bà có nhận bản giấy không?");
    await admin.selectOption('main [name="page"]', { index: 1 });
    await admin.check('main [name="required"]');
    // The page of the form as it will be, with the question on it: by itself, or by the button.
    const preview = admin.locator("#xem-truoc");
    if (javaScript) await preview.getByText("Ông, bà có nhận bản giấy không?").waitFor();
    else await press(admin, admin.getByRole("button", { name: "Xem trước" }));
    assert.match(await preview.innerText(), /Ông, bà có nhận bản giấy không\?/);
    assert.equal(await admin.getByRole("button", { name: "Xem trước" }).isVisible(), !javaScript);
    // Only for one channel: a line is added, what it can be follows from what it looks at.
    await press(admin, admin.getByRole("button", { name: "Thêm dòng điều kiện" }));
    await admin.selectOption('main [name="shown_if.1.ve"]', { label: "Kênh nộp hồ sơ" });
    if (!javaScript) await press(admin, admin.getByRole("button", { name: "Hiện giá trị của mục vừa chọn" }));
    await admin.getByLabel("Trực tiếp tại Bộ phận Một cửa").check();
    await look();
    // Tried online it is hidden, and says when it shows.
    const again = () => (javaScript ? undefined : press(admin, admin.getByRole("button", { name: "Xem trước" })));
    await again();
    await preview.getByText("Đang ẩn").waitFor();
    assert.match(await preview.innerText(), /nhận bản giấy không\? Chỉ hiện khi kênh nộp hồ sơ là Trực tiếp tại Bộ phận Một cửa/);
    await admin.selectOption('main [name="xem.@kenh"]', { label: "Trực tiếp tại Bộ phận Một cửa" });
    await again();
    await preview.locator('[name="xem.nhan_ban_giay"]').first().waitFor();
    await press(admin, admin.getByRole("button", { name: "Lưu" }));
    assert.match(await textOf(admin), /Ông, bà có nhận bản giấy không\?[\s\S]*Chỉ hiện khi kênh nộp hồ sơ là/);
    await press(admin, admin.getByRole("link", { name: "Thêm trang" }));
    await look();
    await admin.goto(`/quan-tri/thu-tuc/${code}/soan/muc/phi/1`);
    await look();

    await admin.goto(`/quan-tri/thu-tuc/${code}/soan`);
    const said = await textOf(admin);
    assert.match(said, /Thời hạn giải quyết, mục 1: Thời hạn[\s\S]*2 ngày làm việc/);
    assert.match(said, /Các bước xử lý, mục 2: Tên bước[\s\S]*Thẩm tra hồ sơ/);
    assert.match(said, /nhan_ban_giay/);
    await look();
    await press(admin, admin.getByRole("link", { name: "Thử trên một hồ sơ" }));
    assert.match(await textOf(admin), /2 ngày làm việc[\s\S]*Thẩm tra hồ sơ/);
    await look();
    // Filled in otherwise, something else follows.
    const asked = admin.locator('[name="xem.nhan_ban_giay"]').first();
    assert.equal(await asked.isVisible(), false);
    await admin.selectOption('main [name="xem.@kenh"]', { label: "Trực tiếp tại Bộ phận Một cửa" });
    if (!javaScript) await press(admin, admin.getByRole("button", { name: "Thử", exact: true }));
    await asked.waitFor();
    await admin.goto(`/quan-tri/thu-tuc/${code}/soan/xem`);
    assert.match(await textOf(admin), /2 ngày làm việc/i);
    await admin.goto(`/quan-tri/thu-tuc/${code}/soan/tep/quy-trinh`);
    await look();
    const process = await admin.inputValue('main [name="text"]');
    assert.match(process, /name = "Thẩm tra hồ sơ"/);
    await admin.fill('main [name="text"]', process.replace('name = "Thẩm tra hồ sơ"', "name ="));
    await press(admin, admin.getByRole("button", { name: "Lưu" }));
    assert.match(await textOf(admin), /Bản soạn còn điểm chưa đúng[\s\S]*Quy trình, dòng \d+/);
    await look();
    await press(admin, admin.locator("main .notice a").first());
    await admin.fill('main [name="text"]', process);
    await press(admin, admin.getByRole("button", { name: "Lưu" }));

    for (const [part, text] of Object.entries(day())) await admin.fill(`main [name="valid_from-${part}"]`, text);
    await press(admin, admin.getByRole("button", { name: "Ban hành phiên bản mới" }));
    assert.match(await textOf(admin), /2: Đăng ký khai (sinh|tử) Đang có hiệu lực/);
    await admin.goto(`/thu-tuc/${code}`);
    assert.match(await textOf(admin), /2 ngày làm việc/i, "citizens see it");
  });
}

test("the ledger of the editions holds", async () => verified(house.program));
