//! The preview server: one person's view of the site that was just built.
//!
//! It serves a table in memory ([`Built`]), never a path of the disk; GET and HEAD only; to the names it was started
//! for only (THREATS F). What is not here: TLS, compression, caching, more than HTTP/1.1. It is no server for a site's
//! readers.

mod answer;
mod guard;
mod preview;
mod range;
#[cfg(test)]
mod tests;
mod timed;

use std::convert::Infallible;
use std::fmt::{self, Write as _};
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use http_body_util::{Channel, Either, Full};
pub use hyper::body::Bytes;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Semaphore, oneshot};

use self::answer::{Answer, answer};
pub use self::preview::{Built, File, Notice, Preview, content_type};
use self::timed::Timed;
use super::IoError;

/// More connections than this are dropped; less where the system allows fewer open files.
const CONNECTIONS: usize = 4096;
/// Files that stay free for the builds of the same process.
const SPARE_FILES: usize = 200;
/// A request's head may be as large; more gets 431.
const MAX_HEAD: usize = 32 << 10;
/// How often the reload channel shows that it is alive.
const PING: Duration = Duration::from_secs(15);

/// Where the server listens and which names it answers to besides `localhost` and the numeric address of the
/// connection.
#[derive(Clone, Debug)]
pub struct Listen {
    /// Port 0 lets the system choose.
    pub address: SocketAddr,
    pub hosts: Vec<String>,
}

/// A running server; it stops when this is dropped.
pub struct Server {
    /// With the port that was chosen.
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Starts to serve on a thread of its own.
pub fn serve(listen: &Listen, preview: Arc<Preview>) -> Result<Server, IoError> {
    let shown = listen.address.to_string();
    let failed = |error: io::Error| IoError::new("listen on", Path::new(&shown), &error);
    let connections = allowed_connections();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build().map_err(failed)?;
    let listener = runtime.block_on(async { bind(listen.address) }).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let (stop, stopped) = oneshot::channel();
    let names: Arc<[String]> = listen.hosts.clone().into();
    let run = move || {
        runtime.block_on(async {
            tokio::spawn(accept(listener, preview, names, connections));
            // Ends when the sender is dropped, too.
            let _ = stopped.await;
        });
        runtime.shutdown_background();
    };
    let thread = std::thread::Builder::new().name("preview".to_owned()).spawn(run).map_err(failed)?;
    Ok(Server { address, stop: Some(stop), thread: Some(thread) })
}

impl Server {
    /// Whether other machines can reach it (THREATS F1): then whoever started it must be told.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        !self.address.ip().to_canonical().is_loopback()
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // On Windows it would let another program take the port over.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(1024)
}

async fn accept(listener: TcpListener, preview: Arc<Preview>, names: Arc<[String]>, connections: usize) {
    let seats = Arc::new(Semaphore::new(connections));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, or a client that is gone already: others may go away, too.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let Ok(seat) = Arc::clone(&seats).try_acquire_owned() else { continue };
        let (preview, names) = (Arc::clone(&preview), Arc::clone(&names));
        tokio::spawn(async move {
            // A client that breaks the rules is answered by hyper where it can be; there is nobody else to tell.
            let _ = converse(stream, preview, names).await;
            drop(seat);
        });
    }
}

async fn converse(stream: TcpStream, preview: Arc<Preview>, names: Arc<[String]>) -> Result<(), hyper::Error> {
    let Ok(local) = stream.local_addr() else { return Ok(()) };
    let _ = stream.set_nodelay(true);
    let requests = Arc::new(AtomicU64::new(0));
    let timed = Timed::new(stream, Arc::clone(&requests));
    let service = service_fn(move |request: Request<Incoming>| {
        requests.fetch_add(1, Ordering::Relaxed);
        let (parts, _) = request.into_parts();
        let response = match answer(&parts, &preview.current(), local, &names) {
            Answer::Whole(response) => response.map(|bytes| Either::Left(Full::new(bytes))),
            Answer::Channel(response) => response.map(|()| Either::Right(channel(&preview))),
        };
        std::future::ready(Ok::<Response<Either<Full<Bytes>, Channel<Bytes>>>, Infallible>(response))
    });
    // The deadlines are those of `Timed`: hyper's own would drop idle connections as fast as half-open ones.
    http1::Builder::new()
        .header_read_timeout(None)
        // A client may say that it has nothing more to ask and still wait for its answer.
        .half_close(true)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(timed), service)
        .await
}

/// The body of the reload channel: which build stands, and the notice, at once and whenever one of them changes.
fn channel(preview: &Preview) -> Channel<Bytes> {
    let (mut sender, body) = Channel::new(4);
    let mut receiver = preview.subscribe();
    tokio::spawn(async move {
        let mut event = "retry: 1000\n\n".to_owned();
        loop {
            {
                let current = receiver.borrow_and_update();
                let summary = current.built.notice.as_ref().map_or("", |notice| notice.summary.as_str());
                let summary = summary.replace(['\r', '\n'], " ");
                let build = &current.build;
                let _ = write!(event, "event: build\ndata: {build}\n\nevent: notice\ndata: {summary}\n\n");
            }
            if sender.send_data(Bytes::from(std::mem::take(&mut event))).await.is_err() {
                return;
            }
            loop {
                match tokio::time::timeout(PING, receiver.changed()).await {
                    Ok(Ok(())) => break,
                    Ok(Err(_)) => return,
                    Err(_) if sender.send_data(Bytes::from_static(b": ping\n\n")).await.is_err() => return,
                    Err(_) => {}
                }
            }
        }
    });
    body
}

/// As many as the limit of open files allows, after raising it as far as a user may.
#[cfg(unix)]
fn allowed_connections() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let aim = (CONNECTIONS + SPARE_FILES) as u64;
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < aim) {
        let current = limit.maximum.map_or(aim, |maximum| maximum.min(aim));
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(current), maximum: limit.maximum });
    }
    let files = getrlimit(Resource::Nofile).current.map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(usize::MAX));
    files.saturating_sub(SPARE_FILES).clamp(16, CONNECTIONS)
}

#[cfg(not(unix))]
fn allowed_connections() -> usize {
    CONNECTIONS
}
