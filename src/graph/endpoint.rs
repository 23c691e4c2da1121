//! The URL to post to, and the check of whether it may receive the token.

use std::cell::RefCell;

use crate::platform::{self, Url};
use crate::skill::list_items;

/// The origins of Microsoft Graph's clouds ([national cloud
/// deployments](https://learn.microsoft.com/graph/deployments)), without the closed
/// `graph.microsoft.de`.
const GRAPH_ORIGINS: [&str; 4] = [
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://dod-graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
];

/// The page that contains the form.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// `document.baseURI`, the base of relative endpoints.
    pub base: String,
    /// The window's `origin`. It may receive the token, because the page provides the token.
    pub origin: String,
}

/// Additional origins that may receive the token.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TokenHosts(Vec<String>);

impl TokenHosts {
    /// Parses a list of https hosts, separated by white space or commas.
    ///
    /// A host may include `https://` and a port. Calls `refused` with each entry that is not a host
    /// (a path, a wildcard, another scheme, userinfo). Such an entry allows nothing.
    pub fn parse(list: &str, mut refused: impl FnMut(&str)) -> Self {
        let origin = |entry: &str| {
            let host = entry.strip_prefix("https://").unwrap_or(entry);
            let url = platform::url(&format!("https://{host}"), None)?;
            // The parsed URL has the same host, so the entry contains nothing else.
            let is_host = host.trim_end_matches('/').eq_ignore_ascii_case(&url.host)
                || url.origin.ends_with(&format!("//{host}"));
            // The parser accepts punctuation that no host name contains.
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
    /// The URL for the POST, as the page specified it. It may end in the documented
    /// `…/skills/$ref`.
    pub post: String,
    /// The URL for reading the collection.
    pub collection: String,
    /// Whether the host accepts Graph's own request headers. This is so for Graph and the page's
    /// origin.
    ///
    /// The CORS rules of another origin may not list these headers, and an unlisted header blocks
    /// the request.
    pub takes_client_request_id: bool,
}

/// The reason why an endpoint is not allowed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// The text is not a URL.
    #[error("the endpoint is not a URL")]
    NotAUrl,
    /// The URL contains a username or password.
    #[error("the endpoint must not contain a username or password")]
    Userinfo,
    /// The URL is neither https nor `http://localhost` of the page itself.
    #[error("the endpoint must be https")]
    Insecure,
    /// The origin is neither Graph's, nor the page's, nor listed in `token-hosts`.
    #[error("the endpoint's origin must not receive the token. Add its host to token-hosts")]
    OriginNotAllowed,
}

impl Endpoint {
    /// The default endpoint, as in the contract's example.
    pub const DEFAULT: &'static str = "https://graph.microsoft.com/beta/me/profile/skills";

    /// Resolves `text` against the page and checks whether the endpoint may receive the token.
    ///
    /// The check compares whole origins, as parsed by the [URL
    /// standard](https://url.spec.whatwg.org/#concept-url-origin):
    /// `https://graph.microsoft.com@evil.example/` belongs to evil.example.
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
        let is_page_origin = url.origin == page.origin;
        if url.protocol != "https:"
            && !(is_page_origin && url.protocol == "http:" && is_loopback(&url.hostname))
        {
            return Err(EndpointError::Insecure);
        }
        let is_graph = GRAPH_ORIGINS.contains(&&*url.origin);
        if is_graph || is_page_origin || hosts.0.contains(&url.origin) {
            Ok(Self::of(&url, is_graph || is_page_origin))
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

    /// Returns the normalized URL of the collection that `text` names on the page, even if the
    /// endpoint may not receive the token.
    ///
    /// All spellings of a collection have the same result, which contains no query, username, or
    /// password. If `text` is not a URL, the result is `text` itself.
    pub fn collection(text: &str, base: &str) -> String {
        let cached = LAST.with_borrow(|(arguments, result)| {
            (arguments[..] == [text, base]).then(|| result.clone())
        });
        cached.unwrap_or_else(|| {
            let url = platform::url(text.trim(), Some(base).filter(|base| !base.is_empty()));
            let result = url.map_or_else(|| text.trim().to_owned(), |url| collection(&url));
            LAST.set(([text.to_owned(), base.to_owned()], result.clone()));
            result
        })
    }
}

thread_local! {
    /// The arguments and result of the last call. A page with a hundred forms repeats the same call
    /// several times per form.
    static LAST: RefCell<([String; 2], String)> = RefCell::default();
}

fn collection(url: &Url) -> String {
    let path = url.pathname.trim_end_matches('/');
    [&*url.origin, path.strip_suffix("/$ref").unwrap_or(path)].concat()
}

/// Returns whether the parser would silently repair a text, so that the URL differs from what the
/// text shows.
///
/// The parser converts backslashes to slashes, removes tabs and line breaks, and adds missing
/// slashes before the host.
fn is_repaired(text: &str) -> bool {
    let has_slashes = |rest: &str| rest.starts_with("//") && !rest.starts_with("///");
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && !scheme.contains(['/', '?', '#'])
    };
    let lacks_slashes = text
        .split_once(':')
        .is_some_and(|(scheme, rest)| is_scheme(scheme) && !has_slashes(rest));
    lacks_slashes
        || text.starts_with("///")
        || text.contains(|character: char| character == '\\' || character.is_ascii_control())
}

/// Returns whether a host is [this
/// machine](https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy), which needs no
/// TLS.
fn is_loopback(hostname: &str) -> bool {
    // A host that begins with `127.` but is not an address is a domain that anyone can register.
    let is_address = |rest: &str| {
        rest.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let is_v4 = hostname.strip_prefix("127.").is_some_and(is_address);
    hostname == "localhost" || hostname.ends_with(".localhost") || hostname == "[::1]" || is_v4
}
