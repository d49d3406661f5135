//! The readers: each form gives the same table, what is broken is named, and nothing that is read makes them fail.

use proptest::prelude::*;

use super::*;

fn one(name: &str, text: &str) -> Export {
    read(&[(name.to_owned(), text.as_bytes().to_vec())])
}

fn cells(export: &Export, table: &str) -> Vec<Vec<Option<String>>> {
    export.table(table).map_or_else(Vec::new, |it| it.rows.iter().map(|row| row.cells.clone()).collect())
}

const MYSQL: &str = "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\nDROP TABLE IF EXISTS `t`;\n\
    CREATE TABLE `t` (\n `a` bigint(20) NOT NULL,\n `key` varchar(75) DEFAULT 'x,(y',\n `c` text,\n PRIMARY KEY (`a`),\n KEY `IX` (`key`)\n) ENGINE=InnoDB;\n\
    INSERT INTO `t` VALUES (1,'O\\'Neil; (và) \\\\ em','hai\\ndòng'),(2,NULL,'');\n";
const COPY: &str = "--\n-- PostgreSQL database dump\n--\nSET standard_conforming_strings = on;\nCREATE FUNCTION f() AS $$ COPY t ; $$;\n\
    COPY public.t (a, \"key\", c) FROM stdin;\n1\tO'Neil; (và) \\\\ em\thai\\ndòng\n2\t\\N\t\n\\.\nSELECT 1;\n";
const INSERTS: &str = "-- pg_dump --inserts\nINSERT INTO public.t (a, key, c) VALUES (1, 'O''Neil; (và) \\ em', E'hai\\ndòng');\n\
    INSERT INTO public.t (a, key, c) VALUES (2, NULL, '');\n";
const CSV: &str = "\u{feff}a,key,c\n1,O'Neil; (và) \\ em,\"hai\ndòng\"\n2,\\N,\n";

#[test]
fn every_form_gives_the_same_rows() {
    let expected = vec![
        vec![Some("1".into()), Some("O'Neil; (và) \\ em".into()), Some("hai\ndòng".into())],
        vec![Some("2".into()), None, None],
    ];
    for (name, text) in [("x.sql", MYSQL), ("x.sql", COPY), ("x.sql", INSERTS), ("t.csv", CSV)] {
        let export = one(name, text);
        assert_eq!(export.broken, [], "{text}");
        assert_eq!(cells(&export, "t"), expected, "{text}");
        assert_eq!(
            export.table("T").map(|it| it.columns.clone()),
            Some(vec!["a".into(), "key".into(), "c".into()])
        );
    }
}

#[test]
fn an_empty_table_is_there_and_cells_follow_their_names() {
    let export = one(
        "x.sql",
        "-- a dump\nCREATE TABLE t (a int, b text);\nCREATE TABLE public.u (c int);\nCOPY v (d) FROM stdin;\n\\.\nINSERT INTO t (b, a) VALUES ('x', 1);\nINSERT INTO t (b) VALUES ('y');",
    );
    assert_eq!(export.tables.keys().map(String::as_str).collect::<Vec<_>>(), ["t", "u", "v"]);
    let expected = vec![vec![Some("1".into()), Some("x".into())], vec![None, Some("y".into())]];
    assert_eq!(cells(&export, "t"), expected);
    assert_eq!(one("t.csv", "a,b\n").table("t").map(|it| it.rows.len()), Some(0));
}

#[test]
fn a_row_says_on_which_line_it_stands() {
    let lines = |export: &Export| export.tables["t"].rows.iter().map(|row| row.line).collect::<Vec<_>>();
    assert_eq!(lines(&one("t.csv", CSV)), [2, 4]);
    assert_eq!(lines(&one("x.sql", COPY)), [7, 8]);
    assert_eq!(lines(&one("x.sql", INSERTS)), [2, 3]);
}

#[test]
fn what_is_broken_is_named_with_its_line_and_the_rest_is_read() {
    let export = one("t.csv", "a,b\n1,2\n1,2,3\n4\n5,6\n");
    assert_eq!(cells(&export, "t").len(), 2);
    assert_eq!(export.broken.iter().map(|it| it.line).collect::<Vec<_>>(), [3, 4]);
    assert!(export.broken[0].what.starts_with("Dòng có 3 cột, bảng t có 2 cột"), "{:?}", export.broken);
    assert_eq!(export.broken[0].raw, "1 | 2 | 3");
    let export = one(
        "x.sql",
        "-- a dump\nINSERT INTO t VALUES (1);\nINSERT INTO u (a) VALUES (1),(oops;\nINSERT INTO u (a) VALUES (3);",
    );
    assert_eq!(export.broken.iter().map(|it| it.line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(cells(&export, "u").len(), 2, "before and after");
    let export = read(&[("t.csv".into(), b"a\n\xff\n".to_vec())]);
    assert!(export.broken[0].what.contains("UTF-8"));
    assert_eq!(one("t.csv", "").broken[0].line, 1);
    let cut = one("x.sql", "COPY t (a) FROM stdin;\n1\n2\n");
    assert_eq!(cells(&cut, "t").len(), 2);
    assert!(cut.broken[0].line == 4 && cut.broken[0].what.contains("cắt ngang"), "{:?}", cut.broken);
}

/// How mysqldump writes a string.
fn mysql(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n"))
}

fn copied(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r")
}

proptest! {
    #[test]
    fn nothing_makes_a_reader_fail(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.csv", "a.sql"] {
            let export = read(&[(name.to_owned(), bytes.clone())]);
            prop_assert!(export.broken.iter().all(|it| it.line > 0), "{:?}", export.broken);
        }
    }

    #[test]
    fn nothing_that_looks_like_a_dump_makes_it_fail(text in "(INSERT INTO |COPY |CREATE TABLE |`t`|t|\\(|\\)|'|,|;|VALUES|FROM stdin|\n|\\$|\\\\|NULL|1| ){0,60}") {
        let export = one("a.sql", &text);
        prop_assert!(export.tables.values().all(|table| !table.columns.is_empty()), "{:?}", export);
    }

    #[test]
    fn what_was_written_is_read(cells in proptest::collection::vec("[^\0\u{fffd}\r]{1,12}", 1..5)) {
        let columns: Vec<_> = (0..cells.len()).map(|at| format!("c{at}")).collect();
        let expected = vec![cells.iter().map(|cell| Some(cell.clone())).collect::<Vec<_>>()];
        let row = cells.iter().map(|cell| mysql(cell)).collect::<Vec<_>>().join(",");
        let dump = format!("-- MySQL dump\nINSERT INTO `t` ({}) VALUES ({row});", columns.join(","));
        prop_assert_eq!(self::cells(&one("a.sql", &dump), "t"), expected.clone());
        let row = cells.iter().map(|cell| copied(cell)).collect::<Vec<_>>().join("\t");
        let dump = format!("COPY t ({}) FROM stdin;\n{row}\n\\.\n", columns.join(","));
        prop_assert_eq!(self::cells(&one("a.sql", &dump), "t"), expected);
    }
}
