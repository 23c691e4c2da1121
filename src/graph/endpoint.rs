//! Where to post, and whether the token may go there.

use std::cell::RefCell;

use crate::platform::{self, Url};
use crate::skill::list_items;

/// The origins of Microsoft Graph's clouds ([national cloud
/// deployments](https://learn.microsoft.com/graph/deployments)); `graph.microsoft.de` has closed.
const GRAPH_ORIGINS: [&str; 4] = [
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://dod-graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
];

/// The page in which the form stands.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// `document.baseURI`, against which a relative endpoint resolves.
    pub base: String,
    /// The window's `origin`, which may have the token: the page is trusted, it owns the token.
    pub origin: String,
}

/// Further origins that may be sent the token.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TokenHosts(Vec<String>);

impl TokenHosts {
    /// Reads a list of https hosts, separated by spaces or commas, each with or without `https://`
    /// and a port. What is not one (a path, a wildcard, another scheme, userinfo) is given to
    /// `refused` and allows nothing.
    pub fn parse(list: &str, mut refused: impl FnMut(&str)) -> Self {
        let origin = |entry: &str| {
            let host = entry.strip_prefix("https://").unwrap_or(entry);
            let url = platform::url(&format!("https://{host}"), None)?;
            // A host and nothing else: the parsed URL says the same host, and nothing follows it.
            let is_host = host.trim_end_matches('/').eq_ignore_ascii_case(&url.host)
                || url.origin.ends_with(&format!("//{host}"));
            // The parser takes many signs for parts of a name that no host has.
            let is_plain = host.chars().all(|character| {
                !character.is_ascii_punctuation() || "-.:[]/_".contains(character)
            });
            (is_host && is_plain).then_some(url.origin)
        };
        let mut origins = Vec::new();
        for entry in list_items(list) {
            match origin(entry) {
                Some(origin) => origins.push(origin),
                None => refused(entry),
            }
        }
        Self(origins)
    }
}

/// A skills collection to which a token may be sent.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Endpoint {
    /// Where a skill is posted: the URL as the page gave it, the documented `…/skills/$ref`
    /// included.
    pub post: String,
    /// Where the collection is read.
    pub collection: String,
    /// Whether the host takes Graph's own request headers: Graph, or the page's origin. Another
    /// origin's CORS rules may not list them, and an unlisted header stops the request.
    pub takes_client_request_id: bool,
}

/// Why nothing is sent to an endpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// The text is not a URL.
    #[error("the endpoint is not a URL")]
    NotAUrl,
    /// A user name or password stands in it.
    #[error("the endpoint must not hold a user name or password")]
    Userinfo,
    /// It is neither https nor the page's own `http://localhost`.
    #[error("the endpoint must be https")]
    Insecure,
    /// Its origin is neither Graph's, nor the page's, nor one of `token-hosts`.
    #[error("the endpoint's origin is not allowed to have the token: name it in token-hosts")]
    OriginNotAllowed,
}

impl Endpoint {
    /// Where the contract's example posts.
    pub const DEFAULT: &'static str = "https://graph.microsoft.com/beta/me/profile/skills";

    /// Resolves `text` against the page, and checks that the token may go there by comparing whole
    /// origins, as parsed by the [URL standard](https://url.spec.whatwg.org/#concept-url-origin):
    /// `https://graph.microsoft.com@evil.example/` is evil.example's.
    ///
    /// # Errors
    /// See [`EndpointError`].
    pub fn parse(text: &str, page: &Page, hosts: &TokenHosts) -> Result<Self, EndpointError> {
        let text = text.trim_matches(' ');
        if is_repaired(text) {
            return Err(EndpointError::NotAUrl);
        }
        let base = Some(&*page.base).filter(|base| !base.is_empty());
        let url = platform::url(text, base).ok_or(EndpointError::NotAUrl)?;
        if url.has_userinfo {
            return Err(EndpointError::Userinfo);
        }
        let is_own = url.origin == page.origin;
        if url.protocol != "https:"
            && !(is_own && url.protocol == "http:" && is_loopback(&url.hostname))
        {
            return Err(EndpointError::Insecure);
        }
        let is_graph = GRAPH_ORIGINS.contains(&&*url.origin);
        if is_graph || is_own || hosts.0.contains(&url.origin) {
            Ok(Self::of(&url, is_graph || is_own))
        } else {
            Err(EndpointError::OriginNotAllowed)
        }
    }

    fn of(url: &Url, takes_client_request_id: bool) -> Self {
        Self {
            post: format!("{}{}{}", url.origin, url.pathname, url.search),
            collection: collection(url),
            takes_client_request_id,
        }
    }

    /// The collection that `text` names on the page, whether or not the token may go there: however
    /// it is written, one collection has one name. It holds neither a query nor a password. A text
    /// that is no URL stands for itself.
    pub fn collection(text: &str, base: &str) -> String {
        let known =
            LAST.with_borrow(|(asked, named)| (asked[..] == [text, base]).then(|| named.clone()));
        known.unwrap_or_else(|| {
            let url = platform::url(text.trim(), Some(base).filter(|base| !base.is_empty()));
            let named = url.map_or_else(|| text.trim().to_owned(), |url| collection(&url));
            LAST.set(([text.to_owned(), base.to_owned()], named.clone()));
            named
        })
    }
}

thread_local! {
    /// What was asked for last and what it is called: of a hundred forms, all ask for the same,
    /// several times each.
    static LAST: RefCell<([String; 2], String)> = RefCell::default();
}

fn collection(url: &Url) -> String {
    let path = url.pathname.trim_end_matches('/');
    [&*url.origin, path.strip_suffix("/$ref").unwrap_or(path)].concat()
}

/// Whether the parser would repair a text in silence, so that it leads elsewhere than it says: it
/// takes backslashes for slashes, drops tabs and line breaks, and adds the slashes that are missing
/// before a host.
fn is_repaired(text: &str) -> bool {
    let has_slashes = |rest: &str| rest.starts_with("//") && !rest.starts_with("///");
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && !scheme.contains(['/', '?', '#'])
    };
    let is_short = text
        .split_once(':')
        .is_some_and(|(scheme, rest)| is_scheme(scheme) && !has_slashes(rest));
    is_short
        || text.starts_with("///")
        || text.contains(|character: char| character == '\\' || character.is_ascii_control())
}

/// Hosts that [are this
/// machine](https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy), and so need no
/// TLS.
fn is_loopback(hostname: &str) -> bool {
    // Whatever else begins with 127 is a name that anybody can register.
    let is_address = |rest: &str| {
        rest.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let is_v4 = hostname.strip_prefix("127.").is_some_and(is_address);
    hostname == "localhost" || hostname.ends_with(".localhost") || hostname == "[::1]" || is_v4
}
