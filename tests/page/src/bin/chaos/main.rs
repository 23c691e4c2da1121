//! `make chaos`: many submissions with random faults of the network, the service, the page, and the
//! user, which depend on a seed. The element's reports must be true in each case: see `judge`.
//!
//! `SUBMISSIONS` is their number, `SEED` selects them, and `ONLY` repeats one of them. Lists of
//! `<add-skills>` follow: see `lists`.

mod faults;
mod figures;
mod judge;
mod ledger;
mod lists;
mod log;
mod plan;
mod stage;

use std::collections::BTreeMap;
use std::env;
use std::ops::Range;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use page_tests::{Engine, Result};
use serde_json::json;

use figures::Figures;
use judge::judge;
use ledger::Ledger;
use log::Log;
use plan::{ELEMENTS, Plan, verifies};
use stage::{Stage, TIMES};

const SUBMISSIONS: u64 = 1000;
/// The number of lists.
const LISTS: u64 = 4;
/// The divisor of the number of submissions in other engines than Chromium. They are slower, and
/// their differences appear early.
const FEWER_ELSEWHERE: u64 = 4;
const SEED: u64 = 1;
/// The number of submissions after which the page is reloaded. Its clock is then a few minutes
/// ahead of the service's.
const ROUND: usize = 48;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    let seed = number("SEED")?.unwrap_or(SEED);
    let (only, list) = (number("ONLY")?, number("LIST")?);
    let fewer = if Engine::of_environment()? == Engine::Chromium {
        1
    } else {
        FEWER_ELSEWHERE
    };
    let count = number("SUBMISSIONS")?.unwrap_or(SUBMISSIONS) / fewer;
    let lists = number("LISTS")?.unwrap_or(LISTS).div_ceil(fewer);
    let are_kept = match (only, list) {
        (None, Some(list)) => run_lists(seed, list..list + 1, true).await?,
        (Some(only), _) => run_submissions(seed, only..only + 1, true).await?,
        (None, None) => {
            let (submissions, lists) = tokio::try_join!(
                run_submissions(seed, 0..count, false),
                run_lists(seed, 0..lists, false)
            )?;
            submissions && lists
        }
    };
    println!(
        "{}",
        if are_kept {
            "Every promise was kept."
        } else {
            "Promises were broken."
        }
    );
    Ok(if are_kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Runs lists of `<add-skills>`. Returns whether all promises were kept.
async fn run_lists(seed: u64, numbers: Range<u64>, tells: bool) -> Result<bool> {
    if numbers.is_empty() {
        return Ok(true);
    }
    let broken = lists::run(seed, numbers, tells).await?;
    print_broken(&broken, "list", "LIST", seed);
    Ok(broken.is_empty())
}

/// Runs submissions of `<add-skill>`. Returns whether all promises were kept.
async fn run_submissions(seed: u64, numbers: Range<u64>, tells: bool) -> Result<bool> {
    if numbers.is_empty() {
        return Ok(true);
    }
    let plans = numbers
        .map(|number| Plan::draw(seed, number))
        .collect::<Vec<_>>();
    let started = Instant::now();
    let stage = Stage::open(format!("CANARY{:016x}", fastrand::u64(..))).await?;
    // Faults that the endpoint does not support would have no effect.
    stage
        .page
        .endpoint()
        .simulate(&json!(faults::all()))
        .await?;
    ledger::fill(&stage.page).await?;
    let mut figures = Figures::default();
    let mut broken = BTreeMap::new();
    for plans in plans.chunks(ROUND) {
        if figures.submissions > 0 {
            stage.begin_anew().await?;
        }
        round(&stage, plans, &mut figures, &mut broken, tells).await?;
    }
    print!("{figures}");
    println!(
        "\nseed {seed}, {} s, the page's time {TIMES} times as fast as the world's",
        started.elapsed().as_secs()
    );
    print_broken(&broken, "submission", "ONLY", seed);
    Ok(broken.is_empty())
}

/// Prints the broken promises, and how to repeat each run.
fn print_broken(broken: &BTreeMap<u64, Vec<String>>, what: &str, variable: &str, seed: u64) {
    for (number, promises) in broken {
        println!("\n{what} {number} (make chaos SEED={seed} {variable}={number}):");
        for promise in promises {
            println!("  {promise}");
        }
    }
}

/// Runs submissions in one page, and judges them after all effects of the service.
async fn round(
    stage: &Stage,
    plans: &[Plan],
    figures: &mut Figures,
    broken: &mut BTreeMap<u64, Vec<String>>,
    tells: bool,
) -> Result {
    let mut ledger = Ledger::open(&stage.page, plans).await?;
    let mut logs = Vec::new();
    stage
        .perform(plans, async |ended| {
            logs.extend(ended.iter().cloned().map(Log::new));
            ledger
                .end(ended.iter().filter_map(|log| log["number"].as_u64()))
                .await
        })
        .await?;
    let (drafts, lost) = stage.drafts().await?;
    let leak = stage.assert_no_token_is_left().await.err();
    let (accounts, met) = ledger.close(&logs).await?;
    figures.drafts += drafts as u64;
    figures.meet(&met);
    for log in &logs {
        let account = accounts
            .get(&log.number())
            .context("a submission has no account")?;
        figures.add(log, account);
        let promises = judge(log, account, verifies(log.number() % ELEMENTS));
        if tells || !promises.is_empty() {
            eprintln!(
                "{}\n{account:#?}",
                serde_json::to_string_pretty(log.json())?
            );
        }
        if !promises.is_empty() {
            broken.insert(log.number(), promises);
        }
    }
    // Checks the page as a whole. A failure belongs to one of the round's submissions.
    let whole = lost
        .iter()
        .map(|lost| format!("a draft was lost: {lost}"))
        .chain(leak.map(|leak| format!("the token leaked: {leak:#}")));
    let whole = whole.collect::<Vec<_>>();
    if let (false, Some(last)) = (whole.is_empty(), plans.last()) {
        broken.entry(last.number).or_default().extend(whole);
    }
    Ok(())
}

fn number(name: &str) -> Result<Option<u64>> {
    let text = env::var(name).ok().filter(|text| !text.is_empty());
    text.map(|text| {
        text.parse()
            .with_context(|| format!("{name}={text} is no number"))
    })
    .transpose()
}
