//! The setting `basemap`: nothing, an archive, or the address of someone's tiles.

use super::archive::Archive;
use anyhow::{Context, ensure};
use app::web::state::Basemap;
use std::path::Path;
use url::Url;

/// What lies under the map, and the archive to be served where there is one.
///
/// # Errors
/// Where an address is none of tiles, or an archive cannot be taken.
pub fn settle(setting: Option<&str>) -> anyhow::Result<(Basemap, Option<Archive>)> {
    match setting.map(str::trim).filter(|setting| !setting.is_empty()) {
        None => Ok((Basemap::Own, None)),
        Some(address) if address.contains("://") => Ok((Basemap::Url(checked(address)?), None)),
        Some(path) => Ok((Basemap::Pmtiles, Some(Archive::open(Path::new(path))?))),
    }
}

/// The origin that a page must be let reach for its basemap: `https://tiles.example`. None but for someone's tiles.
#[must_use]
pub fn origin(basemap: &Basemap) -> Option<String> {
    match basemap {
        Basemap::Url(address) => {
            Url::parse(&plain(address)).ok().map(|url| url.origin().ascii_serialization())
        }
        Basemap::Own | Basemap::Pmtiles => None,
    }
}

fn checked(address: &str) -> anyhow::Result<String> {
    let wanted = "a basemap's address looks like https://tiles.example/{z}/{x}/{y}.mvt";
    let url = Url::parse(&plain(address)).with_context(|| format!("{address}: {wanted}"))?;
    let fine = matches!(url.scheme(), "https" | "http")
        && url.host_str().is_some_and(|host| !host.is_empty() && !host.contains(['{', '*', ';', ',', ' ']))
        && url.username().is_empty()
        && url.password().is_none();
    ensure!(fine, "{address}: {wanted}");
    // As it was typed: `https:///a/b` would be read as one of the host `a`.
    let typed = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let (host, path) = typed.unwrap_or_default();
    ensure!(!host.is_empty(), "{address}: {wanted}");
    ensure!(["{z}", "{x}", "{y}"].iter().all(|part| path.contains(part)), "{address}: {wanted}");
    Ok(address.to_owned())
}

/// Without its braces, which no address holds.
fn plain(address: &str) -> String {
    ["{z}", "{x}", "{y}"].iter().fold(address.to_owned(), |address, part| address.replace(part, "0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_tiles_names_one_host() {
        let (basemap, _) = settle(Some("https://tiles.example:8443/v1/{z}/{x}/{y}.mvt?key=1")).unwrap();
        assert_eq!(origin(&basemap).as_deref(), Some("https://tiles.example:8443"));
        assert_eq!(settle(None).unwrap().0, Basemap::Own);
        assert_eq!(origin(&Basemap::Own), None);
    }

    #[test]
    fn what_is_no_address_of_tiles_is_refused() {
        for odd in [
            "https://tiles.example/",
            "https://tiles.example/{z}/{x}.mvt",
            "https://{z}.example/{x}/{y}",
            "ftp://tiles.example/{z}/{x}/{y}",
            "https://me:secret@tiles.example/{z}/{x}/{y}",
            "https://*/{z}/{x}/{y}",
            "https:///{z}/{x}/{y}",
            "https://a.example; script-src */{z}/{x}/{y}",
            "javascript://a/{z}/{x}/{y}",
        ] {
            let why = format!("{:#}", settle(Some(odd)).map(|(basemap, _)| basemap).unwrap_err());
            assert!(why.contains("looks like"), "{odd}: {why}");
        }
        assert!(settle(Some("nowhere.pmtiles")).is_err());
    }
}
