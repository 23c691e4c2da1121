//! The query options of a list: <https://learn.microsoft.com/graph/query-parameters>

use url::form_urlencoded;

use crate::problem::Problem;

const DEFAULT_PAGE: u32 = 100;
const LARGEST_PAGE: u32 = 999;

/// The query options of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct ListOptions {
    /// The maximum number of skills on a page.
    pub top: u32,
    /// The number of skills before the page.
    pub skip: u32,
    pub order: Order,
    pub descending: bool,
    /// The only supported filter: `displayName eq '…'`.
    pub display_name: Option<String>,
    pub select: Option<Select>,
    pub count: bool,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Created,
    DisplayName,
}

/// The selected properties.
#[derive(Debug, PartialEq, Eq)]
pub struct Select(Vec<String>);

impl Select {
    /// Returns whether a member of the resource is selected. The id always is.
    pub fn has(&self, member: &str) -> bool {
        member == "id" || self.0.iter().any(|name| name == member)
    }

    /// Parses the `$select` of a query, for a resource that supports no other option.
    pub fn parse_query(query: &str) -> Result<Option<Self>, Problem> {
        let mut select = None;
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "$select" => select = Some(Self::parse(&value)?),
                name if name.starts_with('$') => return Err(unsupported(name)),
                _ => {}
            }
        }
        Ok(select)
    }

    fn parse(value: &str) -> Result<Self, Problem> {
        let names: Vec<_> = value
            .split(',')
            .map(|name| name.trim().to_owned())
            .collect();
        if names.iter().any(String::is_empty) {
            return Err(invalid(
                "$select",
                value,
                "a list of properties, with commas between them",
            ));
        }
        Ok(Self(names))
    }
}

impl ListOptions {
    /// Parses a query. Unknown options that begin with `$` are rejected, as the standard requires.
    /// Other unknown options are ignored.
    pub fn parse(query: &str) -> Result<Self, Problem> {
        let mut options = Self {
            top: DEFAULT_PAGE,
            skip: 0,
            order: Order::Created,
            descending: false,
            display_name: None,
            select: None,
            count: false,
        };
        let mut token = None;
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "$top" => options.top = page_length(&value)?,
                "$skip" => options.skip = number(&name, &value)?,
                "$skiptoken" => token = Some(number(&name, &value)?),
                "$orderby" => (options.order, options.descending) = order(&value)?,
                "$filter" => options.display_name = Some(filter(&value)?),
                "$select" => options.select = Some(Select::parse(&value)?),
                "$count" => options.count = boolean(&name, &value)?,
                name if name.starts_with('$') => return Err(unsupported(name)),
                _ => continue,
            }
            if seen.iter().any(|earlier| *earlier == name) {
                return Err(Problem::bad_request(format!(
                    "The query option '{name}' was specified more than once."
                )));
            }
            seen.push(name.into_owned());
        }
        options.skip = token.unwrap_or(options.skip);
        Ok(options)
    }

    /// Returns the query of the next page: the same options, with another `$skip`. The options are
    /// not encoded again.
    pub fn next_query(&self, query: &str) -> String {
        let is_position = |option: &&str| {
            form_urlencoded::parse(option.as_bytes())
                .any(|(name, _)| name == "$skip" || name == "$skiptoken")
        };
        let kept = query
            .split('&')
            .filter(|option| !option.is_empty() && !is_position(option));
        let position = format!("$skiptoken={}", self.skip.saturating_add(self.top));
        kept.chain([position.as_str()])
            .collect::<Vec<_>>()
            .join("&")
    }
}

fn page_length(value: &str) -> Result<u32, Problem> {
    let top = number("$top", value)?;
    if (1..=LARGEST_PAGE).contains(&top) {
        Ok(top)
    } else {
        Err(invalid("$top", value, "a number from 1 to 999"))
    }
}

fn number(name: &str, value: &str) -> Result<u32, Problem> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { value.parse().ok() } else { None };
    number.ok_or_else(|| invalid(name, value, "a non-negative integer"))
}

fn boolean(name: &str, value: &str) -> Result<bool, Problem> {
    value
        .parse()
        .map_err(|_| invalid(name, value, "true or false"))
}

fn order(value: &str) -> Result<(Order, bool), Problem> {
    let wanted = "createdDateTime or displayName, then asc or desc";
    let mut words = value.split_ascii_whitespace();
    let order = match words.next() {
        Some("createdDateTime") => Order::Created,
        Some("displayName") => Order::DisplayName,
        _ => return Err(invalid("$orderby", value, wanted)),
    };
    match (words.next(), words.next()) {
        (None | Some("asc"), None) => Ok((order, false)),
        (Some("desc"), None) => Ok((order, true)),
        _ => Err(invalid("$orderby", value, wanted)),
    }
}

/// Parses `displayName eq '…'`, in which a quote in the name is doubled.
fn filter(value: &str) -> Result<String, Problem> {
    let comparison = value
        .trim()
        .strip_prefix("displayName eq ")
        .map(str::trim_start);
    let quoted = comparison.and_then(|quoted| quoted.strip_prefix('\'')?.strip_suffix('\''));
    match quoted {
        Some(quoted) if !quoted.replace("''", "").contains('\'') => Ok(quoted.replace("''", "'")),
        _ => Err(invalid("$filter", value, "displayName eq '…'")),
    }
}

fn invalid(name: &str, value: &str, wanted: &str) -> Problem {
    Problem::bad_request(format!(
        "Invalid value '{value}' for the query option {name}: it takes {wanted}."
    ))
}

fn unsupported(name: &str) -> Problem {
    Problem::bad_request(format!("The query option '{name}' is not supported."))
}
