//! Pictures are taken out: JPEG as it is, rows of grey or coloured points as PNG.

use super::paint::Placed;
use super::unpack::Unpacker;
use crate::import::limits;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use std::io::Write;

/// Smaller is an ornament, in points.
const SMALLEST: f64 = 24.0;

/// Whether it is shown as a picture, and not as a line or a dot.
pub fn matters(placed: &Placed<'_>, width: f64, height: f64) -> bool {
    let [left, top, right, bottom] = placed.area;
    let inside = left < width && top < height && right > 0.0 && bottom > 0.0;
    inside && !placed.artifact && right - left >= SMALLEST && bottom - top >= SMALLEST
}

/// The bytes and the ending of its name.
pub fn take(stream: &Stream<'_>, unpacker: &mut Unpacker) -> Option<(Vec<u8>, &'static str)> {
    let filters = stream.filters();
    if filters.last() == Some(&Filter::DctDecode) {
        let bytes = unpacker.data(stream, limits::PICTURE)?;
        return bytes.starts_with(&[0xff, 0xd8]).then(|| (bytes.into_owned(), "jpg"));
    }
    let points = Points::of(stream.dict())?;
    let bytes = unpacker.data(stream, limits::PICTURE)?;
    points.png(&bytes).map(|png| (png, "png"))
}

struct Points {
    width: u32,
    height: u32,
    /// As PNG numbers them: 0 grey, 2 colour, 3 colours of a palette.
    kind: u8,
    palette: Vec<u8>,
}

impl Points {
    fn of(dictionary: &Dict<'_>) -> Option<Points> {
        let number = |key: &str| dictionary.get::<i32>(key).and_then(|number| u32::try_from(number).ok());
        let (width, height) = (number("Width")?, number("Height")?);
        (number("BitsPerComponent")? == 8 && width > 0 && height > 0).then_some(())?;
        // A map of values, such as for a negative, is left alone.
        (!dictionary.contains_key("Decode")).then_some(())?;
        match dictionary.get::<Object<'_>>("ColorSpace")? {
            Object::Name(name) => Some(Points { width, height, kind: kind(&name)?, palette: Vec::new() }),
            Object::Array(parts) => {
                let parts: Vec<Object<'_>> = parts.iter::<Object<'_>>().take(4).collect();
                match (parts.first().cloned()?.into_name()?.as_ref(), parts.get(1)?) {
                    (b"Indexed", base) => {
                        (space(base)? == 2).then_some(())?;
                        let Some(Object::String(palette)) = parts.get(3) else { return None };
                        let palette: Vec<u8> = palette.iter().copied().take(768).collect();
                        (!palette.is_empty() && palette.len().is_multiple_of(3)).then_some(Points {
                            width,
                            height,
                            kind: 3,
                            palette,
                        })
                    }
                    _ => Some(Points {
                        width,
                        height,
                        kind: space(&Object::Array(dictionary.get::<Array<'_>>("ColorSpace")?))?,
                        palette: Vec::new(),
                    }),
                }
            }
            _ => None,
        }
    }

    fn png(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let row = usize::try_from(self.width).ok()?.checked_mul(if self.kind == 2 { 3 } else { 1 })?;
        let height = usize::try_from(self.height).ok()?;
        let bytes = bytes.get(..row.checked_mul(height)?)?;
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        for line in bytes.chunks_exact(row) {
            packed.write_all(&[0]).ok()?;
            packed.write_all(line).ok()?;
        }
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        let head = [&self.width.to_be_bytes()[..], &self.height.to_be_bytes(), &[8, self.kind, 0, 0, 0]].concat();
        chunk(&mut out, *b"IHDR", &head)?;
        if self.kind == 3 {
            chunk(&mut out, *b"PLTE", &self.palette)?;
        }
        chunk(&mut out, *b"IDAT", &packed.finish().ok()?)?;
        chunk(&mut out, *b"IEND", &[])?;
        Some(out)
    }
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) -> Option<()> {
    out.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
    let mut sum = Crc::new();
    sum.update(&name);
    sum.update(data);
    out.extend(name);
    out.extend(data);
    out.extend(sum.sum().to_be_bytes());
    Some(())
}

fn kind(name: &Name<'_>) -> Option<u8> {
    match name.as_ref() {
        b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(2),
        b"DeviceGray" | b"CalGray" | b"G" => Some(0),
        _ => None,
    }
}

fn space(object: &Object<'_>) -> Option<u8> {
    match object {
        Object::Name(name) => kind(name),
        Object::Array(parts) => {
            let mut parts = parts.iter::<Object<'_>>();
            let name = parts.next()?.into_name()?;
            if name.as_ref() == b"ICCBased" {
                match parts.next()?.into_stream()?.dict().get::<i32>("N")? {
                    1 => Some(0),
                    3 => Some(2),
                    _ => None,
                }
            } else {
                kind(&name)
            }
        }
        _ => None,
    }
}
