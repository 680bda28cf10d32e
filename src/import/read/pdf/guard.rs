//! Whether a file may be given to the library that reads its objects.
//!
//! That library unpacks streams of objects whole, however large they become, and looks for the end of a broken stream
//! to the end of the file. So before it sees a file, the streams are measured here, in one pass, without keeping what
//! they hold. In an encrypted file they cannot be measured; there only few packed bytes of objects are allowed.

use super::super::Refusal;
use super::{refuse, unpack};
use crate::import::limits;
use memchr::memmem;

/// Bytes before `stream` in which its dictionary is looked at.
const HEAD: usize = 600;

pub fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let ends: Vec<usize> = memmem::find_iter(bytes, b"endstream").collect();
    let encrypted = memmem::find(bytes, b"/Encrypt").is_some();
    let budget = limits::UNPACKED.min(bytes.len() as u64 * limits::RATIO + (1 << 20));
    let (mut unpacked, mut pictures, mut sealed, mut walked, mut searched) = (0u64, 0u64, 0u64, 0u64, 0u64);
    let (mut end, mut head_from) = (0, 0);
    for at in memmem::find_iter(bytes, b"stream") {
        while ends.get(end).is_some_and(|&one| one + 3 < at) {
            end += 1;
        }
        if ends.get(end) == Some(&(at.wrapping_sub(3))) {
            head_from = at;
            continue;
        }
        let data = data_start(bytes, at + b"stream".len());
        let stop = ends.get(end).copied().unwrap_or(bytes.len()).max(data);
        searched += (stop - data) as u64;
        if searched > bytes.len() as u64 * 8 + (1 << 20) {
            return Err(refuse::broken());
        }
        let head = Head::of(bytes.get(head_from.max(at.saturating_sub(HEAD))..at).unwrap_or_default());
        let packed = bytes.get(data..stop).unwrap_or_default();
        if encrypted && head.objects {
            sealed += packed.len() as u64;
            if sealed > limits::SEALED {
                return Err(refuse::over("its packed objects are many, and encrypted", limits::SEALED));
            }
            continue;
        }
        let (left, sum) =
            if head.picture { (limits::PICTURES_UNPACKED, &mut pictures) } else { (budget, &mut unpacked) };
        // The tail of the file and not the stream's end, which may lie; letters for bytes are undone first.
        let letters = head.letters.map(|undo| undo(packed));
        let data = letters.as_deref().unwrap_or_else(|| bytes.get(data..).unwrap_or_default());
        let (read, wrote) =
            if head.lzw { unpack::measure_lzw(packed) } else { unpack::measure(data, left.saturating_sub(*sum) + 1) };
        walked += read;
        *sum += wrote.saturating_mul(head.more);
        if *sum > left || walked > bytes.len() as u64 * 4 + (1 << 20) {
            return Err(refuse::bomb(left));
        }
    }
    Ok(())
}

fn data_start(bytes: &[u8], from: usize) -> usize {
    match bytes.get(from..).unwrap_or_default() {
        [b'\r', b'\n', ..] => from + 2,
        [b'\r' | b'\n', ..] => from + 1,
        _ => from,
    }
}

type Undo = fn(&[u8]) -> Vec<u8>;

/// What a stream's dictionary says of it.
struct Head {
    picture: bool,
    objects: bool,
    lzw: bool,
    /// Undoes the filter that writes bytes as letters.
    letters: Option<Undo>,
    /// How many bytes one byte can become after its first filter was undone.
    more: u64,
}

impl Head {
    fn of(dictionary: &[u8]) -> Head {
        // Names may be written with escapes: `/Obj#53tm`.
        let names = if dictionary.contains(&b'#') { unescaped(dictionary) } else { dictionary.to_vec() };
        let from = memmem::rfind(&names, b" obj").unwrap_or(0);
        let names = names.get(from..).unwrap_or_default();
        let count = |name: &[u8]| memmem::find_iter(names, name).count();
        let flates = count(b"/FlateDecode") + count(b"/Fl ") + count(b"/Fl]");
        let lzws = count(b"/LZW");
        let runs = count(b"/RunLengthDecode") + count(b"/RL ") + count(b"/RL]");
        let mut ratios =
            [vec![unpack::FLATE; flates.min(4)], vec![unpack::LZW; lzws.min(4)], vec![unpack::RUN; runs.min(4)]]
                .concat();
        if !ratios.is_empty() {
            ratios.remove(0);
        }
        let letters: Option<Undo> = if count(b"/ASCII85Decode") + count(b"/A85") > 0 {
            Some(unpack::ascii_85)
        } else if count(b"/ASCIIHexDecode") + count(b"/AHx") > 0 {
            Some(unpack::ascii_hex)
        } else {
            None
        };
        Head {
            picture: count(b"/Image") > 0,
            objects: count(b"/ObjStm") > 0,
            lzw: lzws > 0 && flates == 0,
            letters,
            more: ratios.into_iter().fold(1, u64::saturating_mul),
        }
    }
}

fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let code = (*first == b'#')
            .then(|| after.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()))
            .flatten();
        out.push(code.unwrap_or(*first));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    out
}
