//! Submitting as many citizens at once do: each on a connection of its own, the next submission as soon as the last
//! one is answered.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use base::id::RequestId;
use futures_util::future::try_join_all;

use super::citizens::Citizens;
use super::http::Client;

/// One submission as the client knows it.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    /// The key under which the server keeps its first answer.
    pub(crate) request: RequestId,
    /// Which citizen sent it.
    pub(crate) citizen: usize,
    /// Where the dossier is, once the server has said so.
    pub(crate) location: Option<String>,
}

/// What one run of submissions came to.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// From request to last byte, of each acknowledged submission.
    pub(crate) times: Vec<Duration>,
    /// Acknowledged submissions a second.
    pub(crate) rate: f64,
}

/// Submits on every connection for `time`. Any answer but "made" ends the run with an error.
///
/// # Errors
/// If a connection breaks or a submission is refused.
pub(crate) async fn for_a_time(citizens: &Citizens, clients: &mut [Client], time: Duration) -> Result<Run> {
    let started = Instant::now();
    let one = async |client: &mut Client| -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        while started.elapsed() < time {
            let begun = Instant::now();
            citizens.submit(client, citizens.next_request()).await?;
            times.push(begun.elapsed());
        }
        Ok(times)
    };
    let lanes = clients.iter_mut().map(one);
    let times: Vec<Duration> = try_join_all(lanes).await?.into_iter().flatten().collect();
    let rate = times.len() as f64 / started.elapsed().as_secs_f64();
    Ok(Run { times, rate })
}

/// Submits on every connection until the server is gone. What was sent and not answered keeps no location.
///
/// # Errors
/// If the server answers with a refusal; a broken connection is what is waited for.
pub(crate) async fn until_gone(citizens: &Arc<Citizens>, clients: Vec<Client>) -> Result<Vec<Sent>> {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let lanes = clients.into_iter().enumerate().map(|(citizen, mut client)| {
        let (citizens, sent) = (citizens.clone(), sent.clone());
        tokio::spawn(async move {
            loop {
                let request = citizens.next_request();
                let answer = citizens.post(&mut client, request).await;
                let broken = answer.is_err();
                let location = answer.ok().map(|answer| citizens.location(&answer)).transpose()?;
                let note = Sent { request, citizen, location };
                sent.lock().unwrap_or_else(PoisonError::into_inner).push(note);
                if broken {
                    return Ok::<(), anyhow::Error>(());
                }
            }
        })
    });
    for lane in try_join_all(lanes).await? {
        lane?;
    }
    let all = std::mem::take(&mut *sent.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(all)
}

/// Sends `sent` again under the same request; the answer must be the first one.
///
/// # Errors
/// If it is refused, or answered otherwise than the first time.
pub(crate) async fn again(citizens: &Citizens, clients: &mut [Client], sent: &mut Sent) -> Result<()> {
    let client = clients.get_mut(sent.citizen).context("a connection for each citizen")?;
    let location = citizens.submit(client, sent.request).await?;
    if let Some(first) = &sent.location {
        ensure!(
            *first == location,
            "the repeat of {} got {location}, the first time it was {first}",
            sent.request
        );
    }
    sent.location = Some(location);
    Ok(())
}
