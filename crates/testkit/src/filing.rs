//! What somebody files, and filing it: online page by page, or at the counter on one page.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::client::{Client, Upload};
use crate::reply::Reply;
use crate::walk::{field, id_of};

const SAMPLES: &str = include_str!("../../../demo/dossiers.json");
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// What Tam Nông asks of another commune, as programs send it: to whom, with the hash of its letter.
#[must_use]
pub fn between_bodies(competent: &Value, letter: &Value) -> Value {
    json!({
        "procedure": "9.000001",
        "case": "hon-nhan",
        "competent": competent,
        "answers": {
            "so_van_ban": "45/UBND-TP",
            "ho_ten": "Trần Văn Nam",
            "ngay_sinh": "1990-03-02",
            "thuong_tru_tu": "từ tháng 5/2012 đến tháng 8/2019",
            "noi_dung": "Có đăng ký kết hôn tại xã không.",
        },
        "papers": [{ "component": "van-ban-de-nghi", "file": letter, "name": "de-nghi.pdf" }],
    })
}

/// The box for whom somebody files.
const ACTING: &str = "applicant.acting";

/// What somebody files.
#[derive(Clone, Debug)]
pub struct Filing {
    /// The code of the procedure.
    pub procedure: String,
    /// Its case.
    pub case: String,
    /// A part of the name of the body that decides.
    pub body: String,
    /// What is typed into the boxes of all pages, by name.
    pub typed: Vec<(String, String)>,
    /// The components that get a paper.
    pub papers: Vec<String>,
}

impl Filing {
    /// The sample of `demo/dossiers.json` for a procedure, decided at Việt Trì.
    ///
    /// # Panics
    /// When there is no sample for it.
    #[must_use]
    pub fn sample(procedure: &str) -> Self {
        let samples: Vec<Value> = serde_json::from_str(SAMPLES).expect("the samples are JSON");
        let found = samples.into_iter().find(|sample| sample["procedure"] == procedure);
        let sample = found.unwrap_or_else(|| panic!("no sample of {procedure}"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut typed = Vec::new();
        for (name, answer) in sample["applicant"].as_object().into_iter().flatten() {
            typed.push((format!("applicant.{name}"), text(answer)));
        }
        for (name, answer) in sample["answers"].as_object().into_iter().flatten() {
            typed.extend(boxes(name, answer));
        }
        let papers = sample["papers"].as_array().into_iter().flatten().map(text).collect();
        Self {
            procedure: procedure.to_owned(),
            case: text(&sample["case"]),
            body: "Việt Trì".to_owned(),
            typed,
            papers,
        }
    }

    /// Certified copies of a diploma (2.000815): so many pages, so many copies, taken down at a counter.
    #[must_use]
    pub fn copies(pages: &str, copies: &str) -> Self {
        let texts = [
            ("applicant.name", "Nguyễn Thị Hồng Ánh"),
            ("applicant.number", "025190001234"),
            ("applicant.address", "Tổ 5, phường Việt Trì"),
            ("yeu_cau_loai", "ca-nhan"),
            ("yeu_cau_ho_ten", "Nguyễn Thị Hồng Ánh"),
            ("giay_to_ten", "Bằng tốt nghiệp"),
            ("giay_to_noi_cap", "Đại học Hùng Vương"),
            ("so_trang", pages),
            ("so_ban", copies),
            ("ban_sao_san", "false"),
            ("cam_doan", "co"),
        ];
        Self {
            procedure: "2.000815".to_owned(),
            case: "viet-nam".to_owned(),
            body: "Việt Trì".to_owned(),
            typed: texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into(),
            papers: vec!["ban-chinh".to_owned()],
        }
    }

    /// A temporary residence (1.004194), whose place may have to be looked at; taken down at a counter.
    #[must_use]
    pub fn residence() -> Self {
        let texts = [
            ("applicant.name", "Nguyễn Thị Hồng Ánh"),
            ("applicant.number", "025190001234"),
            ("applicant.address", "Xã Tam Nông, tỉnh Phú Thọ"),
            ("khai_ho_ten", "Nguyễn Thị Hồng Ánh"),
            ("khai_so_dinh_danh", "025190001234"),
            ("ho_ten", "Nguyễn Thị Hồng Ánh"),
            ("ngay_sinh-ngay", "12"),
            ("ngay_sinh-thang", "4"),
            ("ngay_sinh-nam", "1990"),
            ("gioi_tinh", "nu"),
            ("so_dinh_danh", "025190001234"),
            ("thuong_tru", "Xã Tam Nông, tỉnh Phú Thọ"),
            ("chua_thanh_nien", "false"),
            ("cung_di_co", "false"),
            ("tam_tru_dia_chi", "Tổ 5"),
            ("tam_tru_xa", "Phường Việt Trì"),
            ("tam_tru_tinh", "Tỉnh Phú Thọ"),
            ("cho_o_loai", "thue"),
            ("chu_nha", "Nguyễn Văn Tư"),
            ("ho_co", "false"),
            ("tam_tru_tu-ngay", "20"),
            ("tam_tru_tu-thang", "11"),
            ("tam_tru_tu-nam", "2026"),
            ("tam_tru_thang", "12"),
            ("mien_le_phi", "false"),
            ("cam_doan", "co"),
        ];
        let typed = texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let papers = ["000.00.00.G01-KQ003630", "000.00.00.G01-KQ003631"].map(str::to_owned).into();
        let (procedure, case) = ("1.004194".to_owned(), "ca-nhan".to_owned());
        Self { procedure, case, body: "Việt Trì".to_owned(), typed, papers }
    }

    /// Somebody who bought a field, in a hard area or not.
    #[must_use]
    pub fn land(hard: bool) -> Self {
        let date = |name: &str, day: &str, month: &str, year: &str| {
            [("ngay", day), ("thang", month), ("nam", year)]
                .map(|(end, part)| (format!("{name}-{end}"), part.to_owned()))
        };
        let texts = [
            ("applicant.name", "Nguyễn Thị Hồng Ánh"),
            ("applicant.number", "025190001234"),
            ("applicant.address", "Tổ 5, phường Việt Trì, tỉnh Phú Thọ"),
            ("nop_tu_cach", "ben-nhan"),
            ("nop_ho_ten", "Nguyễn Thị Hồng Ánh"),
            ("nop_so_dinh_danh", "025190001234"),
            ("ben_chuyen_loai", "ca-nhan"),
            ("ben_chuyen_ten", "Trần Văn Bình"),
            ("ben_chuyen_so_dinh_danh", "025088004321"),
            ("ben_chuyen_dia_chi", "Xã Tam Nông, tỉnh Phú Thọ"),
            ("ben_nhan_loai", "ca-nhan"),
            ("ben_nhan_ten", "Nguyễn Thị Hồng Ánh"),
            ("ben_nhan_so_dinh_danh", "025190001234"),
            ("ben_nhan_dia_chi", "Tổ 5, phường Việt Trì, tỉnh Phú Thọ"),
            ("nhieu_nguoi_nhan", "false"),
            ("dat_dia_chi", "Khu 4"),
            ("dat_xa", "Xã Tam Nông"),
            ("dat_tinh", "Tỉnh Phú Thọ"),
            ("dat_dien_tich", "250"),
            ("dat_loai", "nong-nghiep"),
            ("gcn_so", "AB 123456"),
            ("tai_san_co", "false"),
            ("bien_dong", "chuyen-nhuong"),
            ("hop_dong_noi", "Văn phòng công chứng Việt Trì"),
            ("gia", "500000000"),
            ("pham_vi", "toan-bo"),
            ("tach_hop", "khong"),
            ("do_lai", "false"),
            ("the_chap_co", "false"),
            ("mien_giam_co", "false"),
            ("ghi_no_co", "false"),
            ("hinh_thuc", "cap-moi"),
            ("cam_doan", "co"),
        ];
        let mut typed: Vec<(String, String)> =
            texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        typed.push(("vung_kho_khan".to_owned(), hard.to_string()));
        typed.extend(date("gcn_ngay", "5", "3", "2015"));
        typed.extend(date("hop_dong_ngay", "2", "11", "2026"));
        let papers = ["giay-chung-nhan-da-cap", "hop-dong-chuyen-quyen"].map(str::to_owned).into();
        let (procedure, case) = ("1.013831".to_owned(), "chuyen-quyen".to_owned());
        Self { procedure, case, body: "Đăng ký đất đai".to_owned(), typed, papers }
    }

    /// The same in another case.
    #[must_use]
    pub fn in_case(mut self, case: &str) -> Self {
        self.case = case.to_owned();
        self
    }

    /// The same with another text in a box; an empty text leaves the box empty.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.typed.retain(|(known, _)| known != name);
        self.typed.push((name.to_owned(), text.to_owned()));
        self
    }

    /// What is typed, as a form is posted.
    #[must_use]
    pub fn fields(&self) -> Vec<(&str, &str)> {
        let typed = self.typed.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        // Who does not say for whom files for themselves.
        let own = (!self.typed.iter().any(|(name, _)| name == ACTING)).then_some((ACTING, "self"));
        typed.chain(own).collect()
    }

    /// Begins a draft; the address of its first page.
    ///
    /// # Panics
    /// When the front door refuses it.
    pub async fn begin(&self, citizen: &Client) -> String {
        let address = format!("/nop-ho-so/{}", self.procedure);
        let start = citizen.get(&address).await;
        let body = self.body_offered(start.assert_status(StatusCode::OK));
        let fields = [("case", self.case.as_str()), ("competent", body.as_str())];
        let begun = citizen.post(&address, &fields).await;
        begun.assert_status(StatusCode::SEE_OTHER).location().to_owned()
    }

    /// The identifier of the body, as a page offers it.
    fn body_offered(&self, page: &Reply) -> String {
        let html = page.html();
        let one = html.all("option").find(|option| option.text.contains(&self.body));
        let found = one.and_then(|option| option.attribute("value").map(str::to_owned));
        found.unwrap_or_else(|| panic!("{} does not offer {}", page.path, self.body))
    }

    /// Answers every page of a draft up to that of the papers; the address of that page.
    ///
    /// # Panics
    /// When a page refuses what is typed.
    pub async fn answer(&self, citizen: &Client, first: &str) -> String {
        let mut here = first.to_owned();
        for _ in 0..30 {
            if here.ends_with("/giay-to") {
                return here;
            }
            let saved = citizen.post(&here, &self.fields()).await;
            here = saved.assert_status(StatusCode::SEE_OTHER).location().to_owned();
        }
        panic!("the form never ends: {here}");
    }

    /// Files it online, page by page; the identifier of the dossier.
    ///
    /// # Panics
    /// When the front door refuses it.
    pub async fn online(&self, citizen: &Client) -> String {
        let first = self.begin(citizen).await;
        let papers = self.answer(citizen, &first).await;
        for component in &self.papers {
            let field = format!("papers.{component}");
            let file = Upload { field: &field, name: "giay-to.pdf", mime: "application/pdf", bytes: PDF };
            let sent = citizen.upload(&papers, &[("component", component)], &[file]).await;
            sent.assert_status(StatusCode::SEE_OTHER);
        }
        let check = papers.replace("/giay-to", "/kiem-tra");
        let page = citizen.get(&check).await;
        let request = field(page.assert_status(StatusCode::OK), web::REQUEST_FIELD);
        let sent = citizen.post(&check, &[(web::REQUEST_FIELD, &request), ("confirm", "co")]).await;
        id_of(sent.assert_status(StatusCode::SEE_OTHER).location())
    }

    /// Takes it down at the counter, papers on paper; what the officer gets as an answer.
    ///
    /// # Panics
    /// When the page of the counter does not open.
    pub async fn at_counter(&self, clerk: &Client) -> Reply {
        let address = format!("/quay/{}", self.procedure);
        let page = clerk.get(&address).await;
        let request = field(page.assert_status(StatusCode::OK), web::REQUEST_FIELD);
        let mut fields = self.fields();
        fields.extend([("case", self.case.as_str()), (web::REQUEST_FIELD, request.as_str())]);
        fields.extend(self.papers.iter().map(|paper| ("paper", paper.as_str())));
        clerk.post(&address, &fields).await
    }
}

/// The boxes that an answer is typed into.
fn boxes(name: &str, answer: &Value) -> Vec<(String, String)> {
    let one = |text: String| vec![(name.to_owned(), text)];
    match answer {
        Value::String(text) => match text.parse::<jiff::civil::Date>() {
            Ok(day) => [("ngay", day.day().into()), ("thang", day.month().into()), ("nam", day.year())]
                .map(|(end, part): (_, i16)| (format!("{name}-{end}"), part.to_string()))
                .to_vec(),
            Err(_) => one(text.clone()),
        },
        Value::Array(list) => {
            list.iter().filter_map(|one| Some((name.to_owned(), one.as_str()?.to_owned()))).collect()
        }
        Value::Number(number) => one(number.to_string().replace('.', ",")),
        other => one(other.to_string()),
    }
}
