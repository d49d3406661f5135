//! Files on their way in, by program and by page: too large, empty, damaged, not what they say, too many, and whose.

use axum::http::StatusCode;
use serde_json::json;
use testkit::{Client, Filing, Reply, TestApp, Upload};

use crate::problem::assert_problem;
use crate::world::{PDF, World, post, upload};

const PNG_CUT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";

/// A draft of a construction permit at the page of its papers, and the component that the first sample goes to.
async fn draft(citizen: &Client) -> (String, String) {
    let filing = Filing::sample("1.013225");
    let first = filing.begin(citizen).await;
    (filing.answer(citizen, &first).await, filing.papers[0].clone())
}

async fn send(citizen: &Client, page: &str, component: &str, files: &[(&str, &[u8])]) -> Reply {
    let field = format!("papers.{component}");
    let files: Vec<_> = files
        .iter()
        .map(|(name, bytes)| Upload { field: &field, name, mime: "application/pdf", bytes })
        .collect();
    citizen.upload(page, &[("component", component)], &files).await
}

testkit::both_engines! {
    async fn a_file_by_program_is_told_by_its_content(app: TestApp) {
        let citizen = app.as_citizen().await;
        for (bytes, status, code) in [
            (&b""[..], 422, "files.empty"),
            (b"MZ\x90\0 a program", 415, "files.wrong-type"),
            (b"<html><script>alert(1)</script>", 415, "files.wrong-type"),
            (b"GIF89a............", 415, "files.wrong-type"),
            (b"%PDF-1.4\ncut off", 422, "files.damaged"),
            (PNG_CUT, 422, "files.damaged"),
        ] {
            assert_problem(&upload(&citizen, bytes).await, status, code);
        }
    }

    async fn a_file_by_program_that_is_too_large_is_refused_and_not_kept(app: TestApp) {
        let citizen = app.as_citizen().await;
        let mut large = b"%PDF-1.4\n".to_vec();
        large.resize(50_000_001, b' ');
        let hash = files::hash(&large);
        let headers = [("content-type", "application/octet-stream")];
        let reply = citizen.send(axum::http::Method::POST, "/api/v1/files", &headers, large.into()).await;
        assert_problem(&reply, 413, "files.too-large");
        assert!(app.files().open(&hash).await.is_err());
    }

    async fn files_of_a_form_are_refused_beside_their_component(app: TestApp) {
        let citizen = app.as_citizen().await;
        let (page, component) = draft(&citizen).await;
        let large = [b"%PDF-1.4\n".as_slice(), &vec![b' '; 51_000_000], b"\n%%EOF\n"].concat();
        for (files, words) in [
            (vec![("a.pdf", &b"MZ not a paper"[..])], "“a.pdf”: Nội dung tệp không phải là"),
            (vec![("a.pdf", b"%PDF-1.4 cut")], "“a.pdf”: Tệp PDF bị hỏng"),
            (vec![("a.pdf", b"")], "“a.pdf”: Tệp này không có nội dung"),
            (vec![("a.pdf", large.as_slice())], "“a.pdf”: Tệp lớn hơn"),
            (vec![("", b"")], "Chọn tệp trước khi bấm tải lên."),
        ] {
            let reply = send(&citizen, &page, &component, &files).await;
            reply.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says(words);
            reply.assert_says_not("giay-to.pdf");
        }
        send(&citizen, &page, &component, &[("giay-to.pdf", PDF)]).await.assert_leads_to(&page);
        citizen.get(&page).await.assert_says("giay-to.pdf");
    }

    async fn a_component_takes_no_more_files_than_it_says(app: TestApp) {
        let citizen = app.as_citizen().await;
        let (page, component) = draft(&citizen).await;
        let shown = app.as_nobody().get("/api/v1/procedures/1.013225").await.json();
        let components = shown["components"].as_array().expect("components");
        let most = components.iter().find(|one| one["code"] == component.as_str()).map(|one| one["max_files"].clone());
        let most = usize::try_from(most.and_then(|most| most.as_u64()).expect("a number")).expect("small");
        for number in 0..most {
            let bytes = format!("%PDF-1.4\n{number}\n%%EOF\n");
            send(&citizen, &page, &component, &[("a.pdf", bytes.as_bytes())]).await.assert_leads_to(&page);
        }
        let one_more = send(&citizen, &page, &component, &[("a.pdf", PDF)]).await;
        one_more.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says(&format!("nhận tối đa {most} tệp"));
    }

    async fn a_form_takes_ten_files_at_a_time_and_sixty_megabytes_in_all(app: TestApp) {
        let citizen = app.as_citizen().await;
        let (page, component) = draft(&citizen).await;
        let eleven = send(&citizen, &page, &component, &[("a.pdf", PDF); 11]).await;
        eleven.assert_status(StatusCode::UNPROCESSABLE_ENTITY).assert_says("chỉ nhận tối đa 10 tệp một lần");
        let half = [b"%PDF-1.4\n".as_slice(), &vec![b' '; 32_000_000], b"\n%%EOF\n"].concat();
        let both = send(&citizen, &page, &component, &[("a.pdf", &half), ("b.pdf", &half)]).await;
        both.assert_status(StatusCode::PAYLOAD_TOO_LARGE).assert_says("lớn hơn mức cho phép");
    }

    /// Bytes of strangers cost the disk nothing.
    async fn a_strangers_file_is_not_even_stored(app: TestApp) {
        let (page, component) = draft(&app.as_citizen().await).await;
        let hash = files::hash(PDF);
        send(&app.as_nobody(), &page, &component, &[("a.pdf", PDF)]).await.assert_leads_to("/dang-nhap*");
        let other = app.as_other_citizen().await;
        send(&other, &page, &component, &[("a.pdf", PDF)]).await.assert_status(StatusCode::NOT_FOUND);
        assert_problem(&upload(&app.as_nobody(), PDF).await, 401, "denied.unauthenticated");
        assert!(app.files().open(&hash).await.is_err(), "nothing of it was kept");
    }

    async fn a_submission_by_program_keeps_to_what_a_component_takes(app: TestApp) {
        let world = World::new(app).await;
        let large = [b"%PDF-1.4\n".as_slice(), &vec![b' '; 20_000_000], b"\n%%EOF\n"].concat();
        let headers = [("content-type", "application/octet-stream")];
        let stored = world.citizen.send(axum::http::Method::POST, "/api/v1/files", &headers, large.into()).await;
        let hash = stored.assert_status(StatusCode::CREATED).json()["hash"].clone();
        let body = world.submission_with("/papers/0/file", hash);
        let component = body["papers"][0]["component"].as_str().expect("a component");
        let reply = post(&world.citizen, "/api/v1/dossiers", &body).await;
        assert_eq!(assert_problem(&reply, 422, "dossier.invalid"), [format!("papers.{component}")]);
        let papers: Vec<_> = (0..40).map(|_| body["papers"][1].clone()).collect();
        let many = post(&world.citizen, "/api/v1/dossiers", &world.submission_with("/papers", json!(papers))).await;
        assert!(assert_problem(&many, 422, "dossier.invalid").iter().any(|field| field.starts_with("papers.")));
    }
}
