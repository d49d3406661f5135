// Form 01 (Giấy tiếp nhận hồ sơ và hẹn trả kết quả) as the machine prints it.
import { words } from "./moments.js";

const put = (sheet, name, text) => {
  for (const place of sheet.querySelectorAll(`[data-put="${name}"]`)) {
    place.textContent = text;
    const line = place.closest("dl > div");
    if (line && !text) line.remove();
  }
};

/** The sheet of an intake, from the template of the page. */
export function sheet(template, kit, intake) {
  const paper = template.content.cloneNode(true);
  put(paper, "body", intake.body);
  put(paper, "number", intake.number);
  put(paper, "lookup", intake.lookup);
  put(paper, "name", intake.name);
  put(paper, "address", intake.address);
  put(paper, "phone", intake.phone);
  put(paper, "owner", intake.owner);
  put(paper, "procedure", intake.title);
  put(paper, "term", intake.term);
  put(paper, "received", words(intake.at));
  put(paper, "due", words(intake.due));
  put(paper, "officer", kit.officer);
  const list = paper.querySelector("ol");
  for (const name of ["Tờ khai (Nhập tại quầy, in và ký)", ...intake.papers]) {
    const line = document.createElement("li");
    line.textContent = name;
    list.append(line);
  }
  return paper;
}
