//! The threads that do the work while Python does something else.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use glossator::Error;
use glossator::pipeline::Progress;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// How often Ctrl-C is looked for.
const PATIENCE: Duration = Duration::from_millis(50);

/// One thread a core, of this process: a fork has none of its parent's.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

fn pool(jobs: Option<usize>) -> PyResult<Arc<ThreadPool>> {
    let build = |builder: ThreadPoolBuilder| {
        let failed =
            |error| PyRuntimeError::new_err(format!("the threads can't be started: {error}"));
        builder.build().map(Arc::new).map_err(failed)
    };
    if let Some(jobs) = jobs {
        return build(ThreadPoolBuilder::new().num_threads(jobs.max(1)));
    }
    let mut kept = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    match &*kept {
        Some((owner, pool)) if *owner == process => Ok(Arc::clone(pool)),
        _ => {
            let pool = build(ThreadPoolBuilder::new())?;
            // Threads that a fork has lost can't be joined.
            std::mem::forget(kept.replace((process, Arc::clone(&pool))));
            Ok(pool)
        }
    }
}

/// Runs a job on all threads without Python's lock.
pub(crate) fn run<T: Send>(py: Python<'_>, job: impl FnOnce() -> T + Send) -> PyResult<T> {
    let pool = pool(None)?;
    Ok(py.detach(|| pool.install(job)))
}

/// Runs a job of many steps on `jobs` threads, and tells `progress` how far it is. Ctrl-C and what `progress` raises end
/// it after the step that is being done.
pub(crate) fn run_with_progress<T: Send>(
    py: Python<'_>,
    jobs: Option<usize>,
    progress: Option<&Py<PyAny>>,
    job: impl FnOnce(Progress<'_>) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let pool = pool(jobs)?;
    let stopped = AtomicBool::new(false);
    let mut raised: Option<PyErr> = None;
    let done = py.detach(|| {
        thread::scope(|scope| {
            let (sender, receiver) = channel();
            let (pool, stopped) = (&pool, &stopped);
            let worker = scope.spawn(move || {
                pool.install(|| {
                    job(&mut |done, all| {
                        let _ = sender.send((done, all));
                        if stopped.load(Ordering::Relaxed) { Err(Error::Stopped) } else { Ok(()) }
                    })
                })
            });
            loop {
                let told = match receiver.recv_timeout(PATIENCE) {
                    Ok(step) => Some(step),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => break,
                };
                if raised.is_some() {
                    continue;
                }
                let heard = Python::attach(|py| {
                    py.check_signals()?;
                    if let (Some((done, all)), Some(progress)) = (told, progress) {
                        progress.call1(py, (done, all))?;
                    }
                    Ok(())
                });
                if let Err(error) = heard {
                    raised = Some(error);
                    stopped.store(true, Ordering::Relaxed);
                }
            }
            worker.join()
        })
    });
    if let Some(error) = raised {
        return Err(error);
    }
    match done {
        Ok(done) => done.map_err(crate::raised),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
