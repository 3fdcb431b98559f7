//! `/tiles/basemap.pmtiles`, and what the setting `basemap` changes.

use axum::http::Method;
use std::path::PathBuf;
use tests::{Browser, Place, on_both};

on_both![
    an_archive_is_served_by_ranges,
    a_range_of_another_file_gives_the_whole,
    an_archive_cut_short_is_refused_at_start,
    without_an_archive_there_is_none,
    the_policy_names_the_host_of_someones_tiles_and_no_other,
];

/// A PMTiles archive of one tile in a folder of its own, gone with the value.
struct Archive(PathBuf);

impl Archive {
    fn new(bytes: &[u8]) -> Self {
        let folder = tests::fresh_folder();
        std::fs::write(folder.join("place.pmtiles"), bytes).expect("a file");
        Self(folder)
    }

    fn open(&self, place: &Place) -> Result<Browser, String> {
        let path = self.0.join("place.pmtiles");
        Browser::over_basemap(place.service().clone(), path.to_str().expect("a path"))
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// By the standard: header of 127 bytes, a root directory of one entry, metadata, one "tile" of 400,000 bytes.
fn archive() -> Vec<u8> {
    let root = [1, 0, 1, 0x80, 0xb5, 0x18, 1];
    let tile: Vec<u8> = (0..400_000_u32).map(|n| (n % 251) as u8).collect();
    let mut out = b"PMTiles\x03".to_vec();
    for (from, long) in [(127, 7), (134, 2), (136, 0), (136, tile.len() as u64)] {
        out.extend(u64::to_le_bytes(from));
        out.extend(u64::to_le_bytes(long));
    }
    out.resize(127, 0);
    (out[97], out[98], out[99]) = (1, 1, 1);
    out.extend(root);
    out.extend(b"{}");
    out.extend(tile);
    out
}

async fn an_archive_is_served_by_ranges(place: Place) {
    let bytes = archive();
    let file = Archive::new(&bytes);
    let visitor = file.open(&place).expect("an archive");
    let ask = |range: &'static str| {
        visitor.ask(&Method::GET, "/tiles/basemap.pmtiles").header("range", range).bytes()
    };
    let (status, headers, body) = ask("bytes=0-126").await;
    assert_eq!((status.as_u16(), body.as_slice()), (206, &bytes[..127]));
    assert_eq!(headers["content-range"], format!("bytes 0-126/{}", bytes.len()).as_str());
    assert_eq!(
        (&headers["content-length"], &headers["accept-ranges"]),
        (&"127".parse().unwrap(), &"bytes".parse().unwrap())
    );
    // More than is read at a time, and the end.
    let (status, _, body) = ask("bytes=1000-399999").await;
    assert_eq!((status.as_u16(), body == bytes[1_000..400_000]), (206, true));
    let (status, _, body) = ask("bytes=-10").await;
    assert_eq!((status.as_u16(), body.as_slice()), (206, &bytes[bytes.len() - 10..]));
    let (status, headers, body) = ask("bytes=9999999-").await;
    assert_eq!((status.as_u16(), body.len()), (416, 0));
    assert_eq!(headers["content-range"], format!("bytes */{}", bytes.len()).as_str());
    let (status, _, body) = visitor.ask(&Method::GET, "/tiles/basemap.pmtiles").bytes().await;
    assert_eq!((status.as_u16(), body == bytes), (200, true));
    let (status, headers, body) = visitor.ask(&Method::HEAD, "/tiles/basemap.pmtiles").bytes().await;
    assert_eq!((status.as_u16(), body.len()), (200, 0));
    assert_eq!(headers["content-length"], bytes.len().to_string().as_str());
}

async fn a_range_of_another_file_gives_the_whole(place: Place) {
    let bytes = archive();
    let file = Archive::new(&bytes);
    let visitor = file.open(&place).expect("an archive");
    let ask = || visitor.ask(&Method::GET, "/tiles/basemap.pmtiles");
    let (_, headers, _) = ask().header("range", "bytes=0-9").bytes().await;
    let tag = headers["etag"].to_str().expect("a tag").to_owned();
    assert!(tag.starts_with('"'), "a strong tag: {tag}");
    let (status, ..) = ask().header("range", "bytes=0-9").header("if-range", &tag).bytes().await;
    assert_eq!(status, 206);
    let (status, _, body) =
        ask().header("range", "bytes=0-9").header("if-range", "\"another\"").bytes().await;
    assert_eq!((status.as_u16(), body.len()), (200, bytes.len()));
    let (status, ..) = ask().header("if-none-match", &tag).bytes().await;
    assert_eq!(status, 304);
}

async fn an_archive_cut_short_is_refused_at_start(place: Place) {
    let bytes = archive();
    for (part, why) in [
        (&bytes[..bytes.len() - 1], "cut short"),
        (&bytes[..140], "cut short"),
        (&bytes[..40], "no PMTiles archive"),
        (&b"SQLite format 3"[..], "no PMTiles archive"),
    ] {
        let refused = Archive::new(part).open(&place).expect_err("refused");
        assert!(refused.contains(why) && refused.contains(".pmtiles cannot be taken"), "{refused}");
    }
}

async fn without_an_archive_there_is_none(place: Place) {
    let answer = place.anonymous().get("/tiles/basemap.pmtiles").await.expect(404);
    assert!(answer.fields().is_empty());
    let policy = place.anonymous().get("/").await.expect(200).header("content-security-policy").to_owned();
    assert!(policy.contains("connect-src 'self';"), "{policy}");
}

async fn the_policy_names_the_host_of_someones_tiles_and_no_other(place: Place) {
    let address = "https://tiles.example/{z}/{x}/{y}.mvt";
    let visitor = Browser::over_basemap(place.service().clone(), address).expect("an address");
    let policy = visitor.get("/").await.expect(200).header("content-security-policy").to_owned();
    assert!(policy.contains("connect-src 'self' https://tiles.example;"), "{policy}");
    assert_eq!(policy.matches("tiles.example").count(), 1, "{policy}");
    assert!(Browser::over_basemap(place.service().clone(), "https://tiles.example/").is_err());
}
