//! Markdown as people write it, made into HTML that holds nothing but text.

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "p",
        "br",
        "em",
        "strong",
        "del",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "pre",
        "h3",
        "h4",
        "a",
        "hr",
    ];
    let mut cleaner = Builder::empty();
    cleaner
        .tags(tags.into())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("nofollow ugc noopener"));
    cleaner
});

/// HTML of a safe subset: paragraphs, emphasis, lists, quotes, code, links, small headings. No images, no raw HTML
/// (it shows as text), no styles, no scripts.
#[must_use]
pub fn render(markdown: &str) -> String {
    let options = Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::SoftBreak => Event::HardBreak,
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: small(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(small(level))),
        other => other,
    });
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut out, events);
    CLEANER.clean(&out).to_string()
}

/// The page has its own first and second headings.
fn small(level: pulldown_cmark::HeadingLevel) -> pulldown_cmark::HeadingLevel {
    use pulldown_cmark::HeadingLevel::{H1, H2, H3, H4};
    if matches!(level, H1 | H2) { H3 } else { H4 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_or_reach_out_is_gone() {
        let hostile =
            "<script>alert(1)</script>\n\n![x](https://evil.example/p.png) [a](javascript:alert(1)) **b**";
        let html = render(hostile);
        assert!(
            !html.contains("<script") && !html.contains("<img") && !html.contains("javascript:"),
            "{html}"
        );
        assert!(html.contains("<strong>b</strong>") && html.contains("&lt;script&gt;"), "{html}");
    }

    #[test]
    fn links_and_lists_stay_and_headings_shrink() {
        assert!(render("# Big\n\n- [x](https://a.example)").starts_with("<h3>Big</h3>"));
        assert!(render("[x](https://a.example)").contains("rel=\"nofollow ugc noopener\""));
        assert_eq!(render("one\ntwo").trim(), "<p>one<br>\ntwo</p>");
    }
}
