//! Which topic explains the page at an address: the one that names its route, else the one of the nearest page above it.

use crate::model::Topic;

/// The topic of the page at `path`, which is an address without its query; none where not even the home page has one.
pub(crate) fn topic_for<'t>(topics: &'t [Topic], path: &str) -> Option<&'t Topic> {
    let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    loop {
        let found = topics
            .iter()
            .flat_map(|topic| topic.pages.iter().map(move |page| (topic, page)))
            .filter(|(_, page)| matches(page, &segments))
            .min_by_key(|(_, page)| page.matches('{').count());
        if let Some((topic, _)) = found {
            return Some(topic);
        }
        segments.pop()?;
    }
}

/// Whether a route, of which `{…}` is any one segment, is that of these segments.
fn matches(route: &str, segments: &[&str]) -> bool {
    let route = route.split('/').filter(|segment| !segment.is_empty());
    route.clone().count() == segments.len()
        && route.zip(segments).all(|(part, segment)| part.starts_with('{') || part == *segment)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Group;

    fn topic(name: &'static str, pages: &[&str]) -> Topic {
        Topic {
            name,
            title: String::new(),
            group: Group::XuLy,
            staff: false,
            pages: pages.iter().map(|&page| page.to_owned()).collect(),
            purpose: String::new(),
            steps: Vec::new(),
            notes: Vec::new(),
            law: String::new(),
            english: None,
        }
    }

    fn some() -> Vec<Topic> {
        vec![
            topic("home", &["/"]),
            topic("counter", &["/quay", "/quay/{code}"]),
            topic("money", &["/quay/thu-tien"]),
        ]
    }

    #[test]
    fn the_nearest_page_explains() {
        let topics = some();
        for (path, name) in [
            ("/quay/1.001193", "counter"),
            ("/quay/thu-tien", "money"),
            ("/quay/thu-tien/ca/5", "money"),
            ("/quay/1.001193/lo", "counter"),
            ("/la-gi", "home"),
            ("/", "home"),
            ("//", "home"),
        ] {
            assert_eq!(topic_for(&topics, path).map(|topic| topic.name), Some(name), "{path}");
        }
        assert_eq!(topic_for(&topics[1..], "/la-gi"), None);
    }

    proptest! {
        #[test]
        fn whatever_is_asked_the_home_page_answers(path in ".{0,60}") {
            prop_assert!(topic_for(&some(), &path).is_some());
        }
    }
}
