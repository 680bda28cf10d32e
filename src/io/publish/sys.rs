//! The few system calls that the standard library lacks, with what is done where a system has none.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// How the new tree took the old one's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swap {
    /// In one step: no reader sees anything between.
    Exchanged,
    /// By two renames, where the file system has no exchange: for some microseconds there is no output folder.
    Renamed,
    /// By removing the old tree first, where the system cannot move it: a folder of a lower layer of a container's image
    /// (overlayfs). For as long as that takes there is no whole output folder; a build that is killed then is completed
    /// by the next one. Happens once: the new folder can be moved.
    Replaced,
}

/// `new` and `out` change places by renames: `out` waits as `aside` in between; a build that finds `aside` and no
/// `out` puts it back.
pub fn change_by_renames(new: &Path, out: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(out, aside)?;
    if let Err(error) = fs::rename(new, out) {
        // Back as it was; where even that fails, the next build does it.
        let _ = fs::rename(aside, out);
        return Err(error);
    }
    // The new site stands; the next build clears `aside` away.
    let _ = fs::rename(aside, new);
    Ok(())
}

/// Two folders change places in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The file system has no exchange.
pub fn is_unsupported(error: &io::Error) -> bool {
    #[cfg(unix)]
    if let Some(number) = error.raw_os_error() {
        use rustix::io::Errno;
        return [Errno::NOSYS, Errno::INVAL, Errno::NOTSUP, Errno::OPNOTSUPP]
            .iter()
            .any(|errno| errno.raw_os_error() == number);
    }
    error.kind() == io::ErrorKind::Unsupported
}

/// Everything written to the folder's disk is on the disk: one call instead of one for each of 10,000 files.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub fn sync_all(root: &Path) -> io::Result<()> {
    let folder = File::open(root)?;
    rustix::fs::syncfs(&folder)?;
    Ok(())
}

/// File by file, where the system has no call for a whole disk.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub fn sync_all(root: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(root).follow_links(false) {
        let entry = entry?;
        if entry.file_type().is_file() {
            File::open(entry.path())?.sync_all()?;
        } else if entry.file_type().is_dir() {
            sync_folder(entry.path())?;
        }
    }
    Ok(())
}

/// The names in a folder are on the disk.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Closes, and tells of a write that failed only then (THREATS D4); dropping a file would not.
#[cfg(unix)]
pub fn close(file: File) -> io::Result<()> {
    Ok(nix::unistd::close(file)?)
}

#[cfg(not(unix))]
pub fn close(file: File) -> io::Result<()> {
    file.sync_all()
}

/// A file that grows over the limit of the shell (`ulimit -f`) is then a failed write that can be told, not the end of
/// the program.
#[cfg(unix)]
pub fn survive_file_size_limit() {
    use std::sync::Once;
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Where it cannot be set, the program ends at the limit; the old site stands then, too.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    });
}

#[cfg(not(unix))]
pub fn survive_file_size_limit() {}

/// Files get 0644 and folders 0755 whatever the umask is (THREATS D5).
#[cfg(unix)]
pub fn set_mode(path: &Path, meta: &fs::Metadata, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    if meta.permissions().mode() & 0o7777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub fn set_mode(_: &Path, _: &fs::Metadata, _: u32) -> io::Result<()> {
    Ok(())
}

/// A new symbolic link to what `from` leads to; never followed.
#[cfg(unix)]
pub fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
pub fn copy_symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
