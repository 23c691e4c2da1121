//! A program that runs as long as a test needs it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};

use crate::Result;

/// How long a program may take to say that it is ready.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// A child process; dropped, it is killed.
#[derive(Debug)]
pub struct Process(Child);

impl Process {
    /// Starts a program and reads what it prints until `ready` finds what it looks for in a line.
    pub fn start<T: Send + 'static>(
        mut command: Command,
        ready: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Self, T)> {
        let program = command.get_program().to_string_lossy().into_owned();
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut process = Self(started.with_context(|| format!("{program} does not start"))?);
        let lines = BufReader::new(process.0.stdout.take().context("its output is piped")?).lines();
        let (found, finding) = mpsc::channel();
        // It reads to the end: a full pipe would stop the program.
        thread::spawn(move || {
            for line in lines.map_while(std::io::Result::ok) {
                if let Some(value) = ready(&line) {
                    // Nobody waits any longer for a second one.
                    let _ = found.send(value);
                }
            }
        });
        match finding.recv_timeout(READY_WITHIN) {
            Ok(value) => Ok((process, value)),
            Err(RecvTimeoutError::Timeout) => bail!("{program} was not ready within {READY_WITHIN:?}"),
            Err(RecvTimeoutError::Disconnected) => bail!("{program} ended before it was ready"),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended already is only reaped.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
