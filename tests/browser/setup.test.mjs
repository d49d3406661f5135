// From nothing to the first dossier: an empty installation, one page, and a clerk receives. With and without JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";
import { audited } from "./audit.mjs";
import { DESKTOP, open, verified } from "./harness.mjs";
import { press, textOf } from "./people.mjs";

const OFFICE = {
  province: "Tỉnh Phú Thọ",
  commune: "Phường Việt Trì",
  province_code: "H44",
  commune_code: "H44.101",
  province_area: "25",
  commune_area: "07900",
};
const PEOPLE = {
  admin: ["Dương Trung Kiên", "kien"],
  reception: ["Nguyễn Thị Ngọc Lan", "lan"],
  "case-officer": ["Bùi Thị Thanh Hương", "huong"],
  signatory: ["Đỗ Hữu Nghĩa", "nghia"],
  registrar: ["Nguyễn Thị Ngọc Lan", "lan"],
};
const PASSWORD = "một câu ngắn dễ nhớ";

async function signIn(house, login, javaScript) {
  const page = await (await house.visitor({ javaScript, screen: DESKTOP })).newPage();
  await page.goto("/dang-nhap");
  await page.fill('main [name="login"]', login);
  await page.fill('main [name="password"]', PASSWORD);
  await press(page, 'main form button[type="submit"]');
  return page;
}

for (const javaScript of [true, false]) {
  test(`an empty installation receives its first dossier, ${javaScript ? "with" : "without"} JavaScript`, async () => {
    const house = await open("serve");
    try {
      const address = /open (\/thiet-lap\?ma=[A-Z2-9]{12})/.exec(house.program.printed())?.[1];
      assert.ok(address, house.program.printed());
      const page = await (await house.visitor({ javaScript, screen: DESKTOP })).newPage();
      await page.goto("/thiet-lap?ma=SAISAISAISAI");
      if (javaScript) await audited(page);
      await press(page, page.getByRole("button", { name: "Thiết lập" }));
      assert.match(await textOf(page), /Mã thiết lập chưa đúng/);
      await page.goto(address);
      await page.fill('main [name="commune_area"]', "7900");
      await press(page, page.getByRole("button", { name: "Thiết lập" }));
      const wrong = await textOf(page);
      assert.match(wrong, /Nhập tên tỉnh, thành phố[\s\S]*gồm 5 chữ số[\s\S]*Nhập họ và tên: cán bộ Một cửa/);
      if (javaScript) await audited(page);
      for (const [name, text] of Object.entries(OFFICE)) await page.fill(`main [name="${name}"]`, text);
      for (const [role, [name, login]] of Object.entries(PEOPLE)) {
        await page.fill(`main [name="name-${role}"]`, name);
        await page.fill(`main [name="login-${role}"]`, login);
      }
      await page.fill('main [name="password"]', PASSWORD);
      await press(page, page.getByRole("button", { name: "Thiết lập" }));
      assert.match(await textOf(page), /Đã thiết lập xong[\s\S]*lan[\s\S]*Cán bộ Một cửa, Văn thư/);
      await page.goto(address);
      assert.match(await textOf(page), /Không tìm thấy/, "once only");

      const clerk = await signIn(house, "lan", javaScript);
      await clerk.goto("/quay/2.000815");
      const fields = {
        "applicant.name": "Nguyễn Thị Hồng Ánh",
        "applicant.number": "025190001234",
        "applicant.address": "Tổ 5, phường Việt Trì",
        yeu_cau_ho_ten: "Nguyễn Thị Hồng Ánh",
        giay_to_ten: "Bằng tốt nghiệp",
        giay_to_noi_cap: "Đại học Hùng Vương",
        so_trang: "2",
        so_ban: "3",
      };
      for (const [name, text] of Object.entries(fields)) await clerk.fill(`main [name="${name}"]`, text);
      for (const [name, value] of [["applicant.acting", "self"], ["yeu_cau_loai", "ca-nhan"], ["ban_sao_san", "false"], ["case", "viet-nam"]]) {
        await clerk.check(`main [name="${name}"][value="${value}"]`);
      }
      await clerk.check('main [name="cam_doan"]');
      await clerk.check('main [name="paper"][value="ban-chinh"]');
      await press(clerk, clerk.getByRole("button", { name: /^Tiếp nhận/ }));
      assert.match(await textOf(clerk), /Giấy tiếp nhận hồ sơ[\s\S]*H44\.101-\d{6}-0001/i);

      const admin = await signIn(house, "kien", javaScript);
      await admin.goto("/quan-tri/thu-tuc");
      assert.match(await textOf(admin), /Đăng ký khai sinh/);
      await admin.goto("/quan-tri/can-bo");
      assert.match(await textOf(admin), /Đỗ Hữu Nghĩa/);
      await verified(house.program);
    } finally {
      await house.close();
    }
  });
}
