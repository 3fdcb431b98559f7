//! Which addresses are kept, each under one spelling however it was asked for.

/// What a list narrows by, from short lists of known words. Positions, words to search for and cursors are not
/// among them: there is no end of those.
const LIST: &[&str] = &["neighbourhood", "theme", "stage", "sort"];
const NONE: &[&str] = &[];
/// Longest path and value: the longest that are ours, a slug.
const LONGEST: usize = 120;

/// The one spelling of a public page's address, or `None` where it is not kept.
///
/// An address that names anything but known parameters is not kept, nor one whose values could be spelled in
/// several ways (capitals, spaces, percent signs): else anybody could fill the memory with copies of one page.
pub(super) fn address(path: &str, query: &str) -> Option<String> {
    let known = parameters(path)?;
    if path.len() > LONGEST || !path.bytes().all(|byte| byte == b'/' || is_plain(byte)) {
        return None;
    }
    let mut values = [""; LIST.len()];
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let at = known.iter().position(|known| *known == name)?;
        if value.len() > LONGEST || !value.bytes().all(is_plain) {
            return None;
        }
        // The last one counts, as it does for the page.
        values[at] = value;
    }
    let mut address = path.to_owned();
    for (name, value) in known.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        address.push(if address.len() == path.len() { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.push_str(value);
    }
    Some(address)
}

/// The parameters of a page that is the same for everybody signed out; `None` for every other page.
fn parameters(path: &str) -> Option<&'static [&'static str]> {
    let mut parts = path.strip_prefix('/')?.split('/');
    match (parts.next()?, parts.next(), parts.next(), parts.next()) {
        ("" | "map", None, ..) => Some(LIST),
        ("proposals", Some(id), None, _) if id != "new" => Some(NONE),
        ("institutions", None, ..) => Some(&["kind"]),
        ("neighbourhoods", None, ..) => Some(&["show"]),
        ("institutions" | "neighbourhoods", Some(_), None, _)
        | ("academy", _, None, _)
        | ("academy", Some(_), Some(_), None)
        | ("about" | "privacy", None, ..) => Some(NONE),
        _ => None,
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_spelling() {
        for query in
            ["theme=food&sort=newest", "sort=newest&theme=food", "q=&theme=green&&sort=newest&theme=food"]
        {
            let wanted = (!query.starts_with('q')).then(|| "/?theme=food&sort=newest".to_owned());
            assert_eq!(address("/", query), wanted, "{query}");
        }
        assert_eq!(address("/", "stage=&theme=").as_deref(), Some("/"));
        assert_eq!(address("/institutions", "kind=land").as_deref(), Some("/institutions?kind=land"));
    }

    #[test]
    fn what_has_no_end_is_not_kept() {
        let long = format!("theme={}", "a".repeat(200));
        for query in
            ["q=trees", "near=0,51", "after=1", "limit=7", "theme=%66ood", "theme=Food", "x=1", &long]
        {
            assert_eq!(address("/", query), None, "{query}");
        }
        for path in ["/proposals/ABC", "/proposals/a%62", "/proposals/1/2", "//", "/institutions/a/inbox"] {
            assert_eq!(address(path, ""), None, "{path}");
        }
        assert_eq!(address("/proposals/1", "shared"), None);
    }

    #[test]
    fn what_is_for_one_person_is_not_kept() {
        for path in
            ["/you", "/manage", "/sign-in", "/sign-up", "/proposals/new", "/api/v1/proposals", "/demo"]
        {
            assert_eq!(address(path, ""), None, "{path}");
        }
    }
}
