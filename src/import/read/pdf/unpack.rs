//! Streams are unpacked within bounds: each by itself, and all of a file together.

use crate::import::limits;
use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Object, Stream};
use std::borrow::Cow;

/// Bytes that one packed byte can become.
pub const FLATE: u64 = 1_032;
pub const LZW: u64 = 2_731;
pub const RUN: u64 = 64;

/// What may still be unpacked.
#[derive(Debug)]
pub struct Unpacker {
    left: u64,
    /// A stream was larger than it may be, and is as if it were empty.
    pub over: bool,
}

impl Default for Unpacker {
    fn default() -> Self {
        Unpacker { left: limits::UNPACKED, over: false }
    }
}

impl Unpacker {
    /// What a stream holds, if it can be told within the bounds. Pictures keep the filter that makes them one.
    pub fn data<'a>(&mut self, stream: &Stream<'a>, bound: usize) -> Option<Cow<'a, [u8]>> {
        let mut data = stream.raw_data();
        let filters = stream.filters();
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).min(self.left);
        let mut measured = true;
        for filter in &filters {
            data = match filter {
                Filter::Crypt => continue,
                Filter::DctDecode => break,
                Filter::AsciiHexDecode => Cow::Owned(ascii_hex(&data)),
                Filter::Ascii85Decode => Cow::Owned(ascii_85(&data)),
                Filter::FlateDecode => match inflate(&data, bound) {
                    Inflated::Whole(bytes) => Cow::Owned(bytes),
                    Inflated::Broken(bytes) if data.len() as u64 * FLATE > bound => Cow::Owned(bytes),
                    Inflated::Broken(_) => {
                        measured = false;
                        break;
                    }
                    Inflated::Over => {
                        self.over = true;
                        return None;
                    }
                },
                Filter::LzwDecode | Filter::RunLengthDecode => {
                    let ratio = if *filter == Filter::LzwDecode { LZW } else { RUN };
                    if filters.len() > 2 || data.len() as u64 * ratio > bound {
                        self.over = true;
                        return None;
                    }
                    measured = false;
                    break;
                }
                _ => return None,
            };
        }
        // The library knows predictors, LZW and streams that are cut off; what comes out is within the bound by now.
        if !measured || predicted(stream.dict()) && !filters.contains(&Filter::DctDecode) {
            data = Cow::Owned(stream.decoded_data().ok()?.into_owned());
        }
        self.left = self.left.saturating_sub(data.len() as u64);
        Some(data)
    }
}

/// Bytes read and written when `packed` is unpacked, up to `bound` bytes; nothing is kept.
pub fn measure(packed: &[u8], bound: u64) -> (u64, u64) {
    if !matches!(packed, [0x08 | 0x18 | 0x28 | 0x38 | 0x48 | 0x58 | 0x68 | 0x78, ..]) {
        return (0, 0);
    }
    let mut room = vec![0; 64 << 10];
    let mut inflater = Decompress::new(true);
    loop {
        let (read, wrote) = (inflater.total_in(), inflater.total_out());
        let rest = usize::try_from(read).ok().and_then(|read| packed.get(read..)).unwrap_or_default();
        let status = inflater.decompress(rest, &mut room, FlushDecompress::None);
        let stuck = inflater.total_in() == read && inflater.total_out() == wrote;
        if stuck || !matches!(status, Ok(Status::Ok)) || inflater.total_out() > bound {
            return (inflater.total_in(), inflater.total_out());
        }
    }
}

/// As [`measure`], for LZW: the lengths of what each code stands for are enough.
pub fn measure_lzw(packed: &[u8]) -> (u64, u64) {
    let wrote = [0, 1].map(|early| lzw_length(packed, early)).into_iter().max().unwrap_or(0);
    (packed.len() as u64, wrote)
}

fn lzw_length(packed: &[u8], early: usize) -> u64 {
    let (mut bits, mut held, mut width) = (0u32, 0u32, 9u32);
    let (mut lengths, mut previous, mut wrote) = (vec![1u64; 258], None, 0u64);
    for &byte in packed {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        bits &= (1 << held) - 1;
        match code {
            256 => {
                lengths.truncate(258);
                previous = None;
            }
            257 => break,
            _ => {
                let length = lengths.get(code).copied().or(previous.map(|length: u64| length + 1)).unwrap_or(1);
                if let Some(previous) = previous.filter(|_| lengths.len() < 4_096) {
                    lengths.push(previous + 1);
                }
                wrote += length;
                previous = Some(length);
            }
        }
        width = match lengths.len() + early {
            0..=511 => 9,
            512..=1_023 => 10,
            1_024..=2_047 => 11,
            _ => 12,
        };
    }
    wrote
}

enum Inflated {
    Whole(Vec<u8>),
    /// Until here it was well.
    Broken(Vec<u8>),
    Over,
}

fn inflate(packed: &[u8], bound: u64) -> Inflated {
    let mut inflater = Decompress::new(true);
    let mut out = Vec::with_capacity(packed.len().saturating_mul(4).min(1 << 20));
    loop {
        let read = inflater.total_in();
        let rest = usize::try_from(read).ok().and_then(|read| packed.get(read..)).unwrap_or_default();
        if out.len() == out.capacity() {
            out.reserve(out.len().max(4 << 10));
        }
        let before = out.len();
        let status = inflater.decompress_vec(rest, &mut out, FlushDecompress::None);
        if out.len() as u64 > bound {
            return Inflated::Over;
        }
        match status {
            Ok(Status::StreamEnd) => return Inflated::Whole(out),
            Ok(_) if inflater.total_in() > read || out.len() > before => {}
            _ => return Inflated::Broken(out),
        }
    }
}

fn predicted(dictionary: &Dict<'_>) -> bool {
    let says = |parameters: &Dict<'_>| parameters.get::<i32>("Predictor").is_some_and(|predictor| predictor > 1);
    match dictionary.get::<Object<'_>>("DecodeParms").or_else(|| dictionary.get::<Object<'_>>("DP")) {
        Some(Object::Dict(parameters)) => says(&parameters),
        Some(Object::Array(all)) => all.iter::<Object<'_>>().filter_map(Object::into_dict).any(|one| says(&one)),
        _ => false,
    }
}

pub fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data
        .iter()
        .take_while(|&&byte| byte != b'>')
        .filter_map(|&byte| char::from(byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

pub fn ascii_85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let (mut group, mut count) = (0u32, 0);
    for &byte in data.strip_prefix(b"<~").unwrap_or(data) {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(group.to_be_bytes().iter().take(count - 1));
    }
    out
}
