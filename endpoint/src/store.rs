//! The storage of skills: one table in `SQLite`.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{
    Connection, OptionalExtension as _, Row, Transaction, TransactionBehavior, named_params, params,
};
use serde_json::{Map, Value};

use crate::etag::IfMatch;
use crate::list_options::{ListOptions, Order};
use crate::problem::Problem;
use crate::resource::NewSkill;

/// The time limit of a write while another process has locked the file.
const BUSY: Duration = Duration::from_secs(5);

/// `seq` orders skills that were created at the same time.
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS skills (
        seq     INTEGER PRIMARY KEY,
        id      TEXT NOT NULL UNIQUE,
        person  TEXT NOT NULL,
        created TEXT NOT NULL,
        json    TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS skills_of_a_person ON skills (person, created, seq);
";

/// The stored skills, which all requests share.
#[derive(Clone, Debug)]
pub struct Store {
    connection: Arc<Mutex<Connection>>,
}

/// Part of a list.
#[derive(Debug)]
pub struct Page {
    pub skills: Vec<Map<String, Value>>,
    /// The number of skills on all pages.
    pub total: u32,
    pub is_followed: bool,
}

/// The result of an operation on one skill.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    Done(T),
    /// The user has no skill with this id.
    Missing,
    /// The skill does not match `If-Match`.
    Mismatch,
}

impl Store {
    /// Opens the file. Creates it and its folder if they do not exist.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(StoreError::Folder)?;
        }
        Self::prepare(Connection::open(file)?)
    }

    /// Creates a store in memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    /// Configures a write-ahead log that is synchronized with each commit, so that a 201 means that
    /// the skill is on the disk. <https://www.sqlite.org/pragma.html#pragma_synchronous>
    fn prepare(connection: Connection) -> Result<Self, StoreError> {
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
        })
    }

    /// Stores a new skill.
    pub async fn add(&self, person: String, skill: NewSkill) -> Result<(), StoreError> {
        self.run(move |connection| {
            let json = Value::Object(skill.members).to_string();
            let sql = "INSERT INTO skills (id, person, created, json) VALUES (?1, ?2, ?3, ?4)";
            connection.execute(sql, params![skill.id, person, skill.created, json])?;
            Ok(())
        })
        .await
    }

    /// Returns the page that the options select, and the options.
    pub async fn page(
        &self,
        person: String,
        options: ListOptions,
    ) -> Result<(ListOptions, Page), StoreError> {
        self.run(move |connection| {
            let page = page(connection, &person, &options)?;
            Ok((options, page))
        })
        .await
    }

    /// Returns the skill with this id.
    pub async fn find(
        &self,
        person: String,
        id: String,
    ) -> Result<Option<Map<String, Value>>, StoreError> {
        self.run(move |connection| skill_of(connection, &person, &id))
            .await
    }

    /// Changes the skill with this id if it matches, and returns it.
    pub async fn update(
        &self,
        person: String,
        id: String,
        if_match: IfMatch,
        change: impl FnOnce(&mut Map<String, Value>) + Send + 'static,
    ) -> Result<Outcome<Map<String, Value>>, StoreError> {
        self.run(move |connection| {
            let transaction = immediate(connection)?;
            let outcome = match skill_of(&transaction, &person, &id)? {
                None => Outcome::Missing,
                Some(skill) if !if_match.matches(&skill) => Outcome::Mismatch,
                Some(mut skill) => {
                    change(&mut skill);
                    replace(&transaction, &id, &skill)?;
                    Outcome::Done(skill)
                }
            };
            transaction.commit()?;
            Ok(outcome)
        })
        .await
    }

    /// Returns the skill with this id, of any user.
    pub async fn find_of_any(&self, id: String) -> Result<Option<Map<String, Value>>, StoreError> {
        self.run(move |connection| skill_of_any(connection, &id))
            .await
    }

    /// Changes the skill with this id, for any user. Returns it if it exists.
    pub async fn change(
        &self,
        id: String,
        change: impl FnOnce(&mut Map<String, Value>) + Send + 'static,
    ) -> Result<Option<Map<String, Value>>, StoreError> {
        self.run(move |connection| {
            let Some(mut skill) = skill_of_any(connection, &id)? else {
                return Ok(None);
            };
            change(&mut skill);
            replace(connection, &id, &skill)?;
            Ok(Some(skill))
        })
        .await
    }

    /// Deletes the skill with this id if it matches.
    pub async fn remove(
        &self,
        person: String,
        id: String,
        if_match: IfMatch,
    ) -> Result<Outcome<()>, StoreError> {
        self.run(move |connection| {
            let transaction = immediate(connection)?;
            let outcome = match skill_of(&transaction, &person, &id)? {
                None => Outcome::Missing,
                Some(skill) if !if_match.matches(&skill) => Outcome::Mismatch,
                Some(_) => {
                    transaction.execute("DELETE FROM skills WHERE id = ?1", params![id])?;
                    Outcome::Done(())
                }
            };
            transaction.commit()?;
            Ok(outcome)
        })
        .await
    }

    /// Runs a task with the database on a thread that may block.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = Arc::clone(&self.connection);
        let result = tokio::task::spawn_blocking(move || {
            // Each task writes at most one statement, so a panic leaves no partial changes.
            work(&connection.lock().unwrap_or_else(PoisonError::into_inner))
        });
        Ok(result.await.map_err(|_| StoreError::Stopped)??)
    }
}

/// Starts a transaction that locks the file at once, so that no other process changes a skill between
/// its reading and its writing. It is rolled back if it is not committed.
fn immediate(connection: &Connection) -> rusqlite::Result<Transaction<'_>> {
    Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
}

fn skill_of(
    connection: &Connection,
    person: &str,
    id: &str,
) -> rusqlite::Result<Option<Map<String, Value>>> {
    let sql = "SELECT json FROM skills WHERE person = ?1 AND id = ?2";
    connection
        .query_row(sql, params![person, id], members)
        .optional()
}

fn skill_of_any(connection: &Connection, id: &str) -> rusqlite::Result<Option<Map<String, Value>>> {
    let sql = "SELECT json FROM skills WHERE id = ?1";
    connection.query_row(sql, params![id], members).optional()
}

/// Replaces the members of a skill, and its place in the order of lists.
fn replace(connection: &Connection, id: &str, skill: &Map<String, Value>) -> rusqlite::Result<()> {
    let created = skill.get("createdDateTime").and_then(Value::as_str);
    let json = serde_json::to_string(skill)
        .map_err(|cause| rusqlite::Error::ToSqlConversionFailure(Box::new(cause)))?;
    let sql = "UPDATE skills SET json = ?2, created = coalesce(?3, created) WHERE id = ?1";
    connection.execute(sql, params![id, json, created])?;
    Ok(())
}

fn page(connection: &Connection, person: &str, options: &ListOptions) -> rusqlite::Result<Page> {
    let matching = "FROM skills
        WHERE person = :person AND (:name IS NULL OR json ->> '$.displayName' = :name)";
    let total: u32 = connection.query_row(
        &format!("SELECT count(*) {matching}"),
        named_params! { ":person": person, ":name": options.display_name },
        |row| row.get(0),
    )?;
    let direction = if options.descending { "DESC" } else { "ASC" };
    let order = match options.order {
        Order::Created => format!("created {direction}, seq {direction}"),
        Order::DisplayName => {
            format!("json ->> '$.displayName' COLLATE NOCASE {direction}, created, seq")
        }
    };
    let mut select = connection.prepare(&format!(
        "SELECT json {matching} ORDER BY {order} LIMIT :top OFFSET :skip"
    ))?;
    let rows = select.query_map(
        named_params! {
            ":person": person,
            ":name": options.display_name,
            ":top": options.top,
            ":skip": options.skip,
        },
        members,
    )?;
    let skills = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let is_followed = total > options.skip.saturating_add(options.top);
    Ok(Page {
        skills,
        total,
        is_followed,
    })
}

/// Returns the first column, which contains a JSON object.
fn members(row: &Row<'_>) -> rusqlite::Result<Map<String, Value>> {
    let json: String = row.get(0)?;
    serde_json::from_str(&json).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(cause))
    })
}

/// The reason why an operation failed.
#[derive(Debug)]
pub enum StoreError {
    Folder(std::io::Error),
    Database(rusqlite::Error),
    /// The process is ending, or the work panicked.
    Stopped,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(cause) => write!(f, "its folder could not be made: {cause}"),
            Self::Database(cause) => cause.fmt(f),
            Self::Stopped => f.write_str("the work was stopped"),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Database(cause)
    }
}

impl From<StoreError> for Problem {
    fn from(cause: StoreError) -> Self {
        eprintln!("skills-endpoint: store: {cause}");
        Self::general_exception("The store failed; its message is in the log.")
    }
}
