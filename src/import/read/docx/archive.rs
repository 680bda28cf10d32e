//! The archive that a Word file is: its members by name, each unpacked only when asked for, and within limits.
//!
//! Nothing is ever written to a disk, so a member's name reaches no path; an archive with names that try to is refused
//! all the same.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::refuse;
use crate::import::limits;
use crate::import::read::Refusal;

#[derive(Debug)]
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Normal name (slashes, lower case) and place of each member, sorted.
    names: Vec<(String, usize)>,
    unpacked: u64,
    /// Bytes that may be unpacked in all.
    most: u64,
}

pub fn open(bytes: &[u8]) -> Result<Archive<'_>, Refusal> {
    if bytes.len() as u64 > limits::FILE {
        return Err(refuse::too_large());
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(if holds_utf16(bytes, "EncryptedPackage") { refuse::encrypted() } else { refuse::old_word() });
    }
    if !bytes.starts_with(b"PK") {
        return Err(refuse::damaged());
    }
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| refuse::damaged())?;
    if zip.len() > limits::MEMBERS {
        return Err(refuse::too_many_members());
    }
    let mut names = Vec::with_capacity(zip.len());
    for place in 0..zip.len() {
        let Some(name) = zip.name_for_index(place) else { continue };
        // Some programs write `word\document.xml`.
        let name = name.replace('\\', "/");
        if escapes(&name) {
            return Err(refuse::bad_name(&name));
        }
        names.push((name.to_lowercase(), place));
    }
    names.sort();
    Ok(Archive { zip, names, unpacked: 0, most: limits::UNPACKED })
}

fn escapes(name: &str) -> bool {
    name.starts_with('/') || name.contains(':') || name.contains('\0') || name.split('/').any(|part| part == "..")
}

fn holds_utf16(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &wide).is_some()
}

/// Whether there is a member of this name; letter case does not count.
pub fn has(archive: &Archive, name: &str) -> bool {
    place(archive, name).is_some()
}

fn place(archive: &Archive, name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    let at = archive.names.binary_search_by(|(other, _)| other.as_str().cmp(&name)).ok()?;
    Some(archive.names[at].1)
}

/// A member's bytes; `None` where there is none of this name.
pub fn read(archive: &mut Archive, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let Some(place) = place(archive, name) else { return Ok(None) };
    let member = match archive.zip.by_index(place) {
        Ok(member) => member,
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(refuse::encrypted()),
        Err(_) => return Err(refuse::damaged()),
    };
    let ratio = (1 << 20) + member.compressed_size().saturating_mul(limits::RATIO);
    let rest = archive.most - archive.unpacked;
    let most = ratio.min(rest);
    let mut bytes = Vec::new();
    member.take(most + 1).read_to_end(&mut bytes).map_err(|_| refuse::bad_part(name))?;
    if bytes.len() as u64 > most {
        return Err(if rest < ratio { refuse::too_much_unpacked() } else { refuse::bomb(name) });
    }
    archive.unpacked += bytes.len() as u64;
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read::docx::tests::{p, word};

    #[test]
    fn all_members_together_may_not_grow_too_large() {
        let bytes = word(&p("Text.")).member("word/media/a.png", "picture ").bytes();
        let mut archive = open(&bytes).unwrap();
        archive.most = 16;
        assert_eq!(read(&mut archive, "word/media/a.png").unwrap().unwrap().len(), 8);
        assert_eq!(read(&mut archive, "word/media/a.png").unwrap().unwrap().len(), 8);
        let refusal = read(&mut archive, "word/media/a.png").unwrap_err();
        assert_eq!(refusal, refuse::too_much_unpacked());
        assert_eq!(refusal.cause, "unpacked, the file is larger than 512 MB");
    }

    #[test]
    fn a_file_that_is_too_large_is_not_looked_into() {
        let large = vec![0; usize::try_from(limits::FILE).unwrap() + 1];
        assert_eq!(open(&large).unwrap_err().cause, "the file is larger than 256 MB");
    }
}
