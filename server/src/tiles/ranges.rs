//! `GET /tiles/basemap.pmtiles`: the archive, by ranges (RFC 9110, section 14).

use super::archive::Archive;
use super::problem::TileProblem;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures::stream;
use std::ops::Range;

/// Bytes read and sent at a time.
const PART: u64 = 256 * 1024;

pub(super) async fn basemap(
    archive: Option<Extension<Archive>>,
    headers: HeaderMap,
) -> Result<Response, TileProblem> {
    let Some(Extension(archive)) = archive else { return Err(TileProblem::Unknown) };
    let text =
        |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let known = text(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known == "*" || known.split(',').any(|tag| tag.trim() == archive.tag())) {
        return Ok(answer(&archive, StatusCode::NOT_MODIFIED, Body::empty()));
    }
    // A range of what the client has seen; where that has changed since, the whole.
    let still = text(header::IF_RANGE).is_none_or(|tag| tag == archive.tag());
    let asked =
        text(header::RANGE).filter(|_| still).map_or(Asked::Whole, |range| read(range, archive.bytes()));
    let all = archive.bytes();
    let (status, range, shown) = match asked {
        Asked::Whole => (StatusCode::OK, 0..all, None),
        Asked::Part(range) => {
            let shown = format!("bytes {}-{}/{all}", range.start, range.end - 1);
            (StatusCode::PARTIAL_CONTENT, range, Some(shown))
        }
        Asked::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0, Some(format!("bytes */{all}"))),
    };
    let long = range.end - range.start;
    let mut response = answer(&archive, status, send(archive.clone(), range));
    let out = response.headers_mut();
    out.insert(header::CONTENT_LENGTH, HeaderValue::from(long));
    if let Some(shown) = shown.and_then(|shown| HeaderValue::from_str(&shown).ok()) {
        out.insert(header::CONTENT_RANGE, shown);
    }
    Ok(response)
}

fn answer(archive: &Archive, status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/vnd.pmtiles"));
    out.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    if let Ok(tag) = HeaderValue::from_str(archive.tag()) {
        out.insert(header::ETAG, tag);
    }
    response
}

/// The bytes of a range, part by part, so that a large one is never held whole.
fn send(archive: Archive, range: Range<u64>) -> Body {
    let parts = stream::try_unfold((archive, range), |(archive, range)| async move {
        if range.is_empty() {
            return Ok(None);
        }
        let end = range.end.min(range.start + PART);
        let many = usize::try_from(end - range.start).unwrap_or(0);
        let (at, reader) = (range.start, archive.clone());
        let bytes = tokio::task::spawn_blocking(move || reader.read(at, many)).await??;
        Ok::<_, std::io::Error>(Some((Bytes::from(bytes), (archive, end..range.end))))
    });
    Body::from_stream(parts)
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// No range, one that does not read, or several: a server may always give the whole.
    Whole,
    Part(Range<u64>),
    /// It begins behind the end.
    Beyond,
}

fn read(range: &str, all: u64) -> Asked {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-'))
    else {
        return Asked::Whole;
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || !digits(last) || (first.is_empty() && last.is_empty()) {
        return Asked::Whole;
    }
    let number = |text: &str| text.parse().unwrap_or(u64::MAX);
    let (from, to) = match (first, last) {
        ("", tail) => (all - number(tail).min(all), all),
        (first, "") => (number(first), all),
        (first, last) if number(last) < number(first) => return Asked::Whole,
        (first, last) => (number(first), number(last).saturating_add(1).min(all)),
    };
    if from < to { Asked::Part(from..to) } else { Asked::Beyond }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_read_as_the_standard_says() {
        assert_eq!(read("bytes=0-0", 10), Asked::Part(0..1));
        assert_eq!(read("bytes=2-5", 10), Asked::Part(2..6));
        assert_eq!(read("bytes=4-", 10), Asked::Part(4..10));
        assert_eq!(read("bytes=-3", 10), Asked::Part(7..10));
        assert_eq!(read("bytes=-99", 10), Asked::Part(0..10));
        assert_eq!(read("bytes=0-99999999999999999999999", 10), Asked::Part(0..10));
        for beyond in ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(read(beyond, 10), Asked::Beyond, "{beyond}");
        }
        for odd in
            ["bytes=5-2", "bytes=-", "bytes=a-b", "bytes=0-1,4-5", "lines=0-1", "", "bytes", "bytes=+1-2"]
        {
            assert_eq!(read(odd, 10), Asked::Whole, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn a_part_always_lies_within(range in "bytes=[0-9]{0,21}-[0-9]{0,21}", all: u64) {
            if let Asked::Part(part) = read(&range, all) {
                prop_assert!(part.start < part.end && part.end <= all);
            }
        }
    }
}
