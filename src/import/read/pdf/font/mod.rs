//! Fonts: which characters the bytes of a text stand for, and how far each moves the next one.

mod encoding;
mod program;
mod widths;

use super::unpack::Unpacker;
use crate::import::limits;
use encoding::Encoding;
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

/// Bytes of a map of characters, unpacked.
const MAP: usize = 4 << 20;
/// Bytes of an embedded font whose own table of characters is looked at.
const PROGRAM: usize = 8 << 20;

#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of a font, and any of them may meet")]
pub struct Font {
    codes: Codes,
    unicode: Option<CMap>,
    pub bold: bool,
    pub italic: bool,
    pub small_caps: bool,
    pub fixed: bool,
}

#[derive(Debug)]
enum Codes {
    /// One byte a letter.
    Simple(Box<[Letter; 256]>),
    /// Mostly two bytes.
    Wide { map: Option<Box<CMap>>, default: f64, widths: Vec<(u32, u32, f64)> },
}

impl Default for Codes {
    fn default() -> Self {
        Codes::Simple(Box::new(std::array::from_fn(|_| Letter::default())))
    }
}

#[derive(Clone, Debug, Default)]
struct Letter {
    text: String,
    raised: bool,
    width: f64,
}

/// A letter as it is shown.
#[derive(Debug)]
pub struct Shown {
    /// Empty where the font does not say what it is.
    pub text: String,
    /// Of the font's size.
    pub width: f64,
    /// A figure that is drawn raised.
    pub raised: bool,
    /// The byte 32 alone: the one that word spacing is for.
    pub blank: bool,
}

impl Font {
    pub fn read(font: &Dict<'_>, unpacker: &mut Unpacker) -> Font {
        let subtype = font.get::<Name<'_>>("Subtype");
        let wide = subtype.as_deref() == Some(b"Type0");
        let inner = if wide {
            font.get::<Array<'_>>("DescendantFonts").and_then(|all| all.iter::<Dict<'_>>().next()).unwrap_or_default()
        } else {
            font.clone()
        };
        let descriptor = inner.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let name = font
            .get::<Name<'_>>("BaseFont")
            .map(|name| String::from_utf8_lossy(&name).into_owned())
            .unwrap_or_default();
        let name = name.split_once('+').map_or(name.as_str(), |(_, name)| name).to_owned();
        let unicode = font
            .get::<Stream<'_>>("ToUnicode")
            .and_then(|stream| unpacker.data(&stream, MAP))
            .and_then(|data| CMap::parse(&data, |_| None));
        let codes = if wide {
            wide_codes(font, &inner, unpacker)
        } else {
            Codes::Simple(simple_codes(font, &descriptor, &name, subtype.as_deref() == Some(b"Type3"), unpacker))
        };
        let flags = descriptor.get::<i32>("Flags").unwrap_or(0);
        let number = |key: &str| descriptor.get::<Number>(key).map_or(0.0, |number| number.as_f64());
        let named = |words: &[&str]| words.iter().any(|word| name.contains(word));
        Font {
            codes,
            unicode,
            bold: flags & 1 << 18 != 0
                || number("FontWeight") >= 600.0
                || named(&["Bold", "bold", "Black", "Heavy", "Semibold", "Demi", "CMBX", "SFBX", "CMB1"]),
            italic: flags & 1 << 6 != 0
                || number("ItalicAngle").abs() > 2.0
                || named(&["Italic", "italic", "Oblique", "Slanted", "CMTI", "SFTI", "CMSL", "-It"]),
            small_caps: flags & 1 << 17 != 0 || named(&["SmallCap", "-SC", "CMCSC", "SFCC", "Caps10"]),
            fixed: flags & 1 != 0 || named(&["Courier", "Mono", "CMTT", "SFTT", "Consolas", "Menlo"]),
        }
    }

    /// The letters of a text, in turn.
    pub fn letters(&self, bytes: &[u8], mut each: impl FnMut(Shown)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (length, code) = self.code(rest);
            rest = rest.get(length..).unwrap_or_default();
            let (own, raised, width) = match &self.codes {
                Codes::Simple(table) => {
                    let letter = &table[(code & 0xff) as usize];
                    (letter.text.as_str(), letter.raised, letter.width)
                }
                Codes::Wide { map, default, widths } => {
                    let length = u8::try_from(length).unwrap_or(2);
                    let id = map.as_ref().map_or(Some(code), |map| map.lookup_cid_code(code, length)).unwrap_or(0);
                    ("", false, width_of(widths, id).unwrap_or(*default))
                }
            };
            let said = match self.unicode.as_ref().and_then(|map| map.lookup_bf_string(code)) {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(text)) => text,
                None => String::new(),
            };
            // Some programs write zeros, or signs for private use, for what they do not know.
            let sound = !said.is_empty()
                && !said.chars().any(|letter| matches!(letter, '\0' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}'));
            let text = if sound || own.is_empty() { said } else { own.to_owned() };
            let text = if text.contains('\0') { String::new() } else { text };
            each(Shown { text, width, raised, blank: length == 1 && code == 32 });
        }
    }

    fn code(&self, bytes: &[u8]) -> (usize, u32) {
        let at = |index: usize| bytes.get(index).copied().map_or(0, u32::from);
        match &self.codes {
            Codes::Simple(_) => (1, at(0)),
            Codes::Wide { map: Some(map), .. } => {
                let mut code = 0;
                for length in 1..=4u8 {
                    code = code << 8 | at(usize::from(length) - 1);
                    if map.lookup_cid_code(code, length).is_some() {
                        return (length.into(), code);
                    }
                }
                (2, at(0) << 8 | at(1))
            }
            Codes::Wide { map: None, .. } => (2, at(0) << 8 | at(1)),
        }
    }
}

fn width_of(widths: &[(u32, u32, f64)], id: u32) -> Option<f64> {
    let index = widths.partition_point(|&(first, ..)| first <= id).checked_sub(1)?;
    widths.get(index).filter(|&&(_, last, _)| id <= last).map(|&(.., width)| width)
}

fn wide_codes(font: &Dict<'_>, inner: &Dict<'_>, unpacker: &mut Unpacker) -> Codes {
    // Maps that are only named are two bytes a letter (`Identity-H`), or East Asian and not at hand.
    let map = font
        .get::<Stream<'_>>("Encoding")
        .and_then(|stream| unpacker.data(&stream, MAP))
        .and_then(|data| CMap::parse(&data, |_| None));
    let default = inner.get::<Number>("DW").map_or(1.0, |number| number.as_f64() / 1000.0);
    let mut widths = Vec::new();
    let mut numbers: Vec<u32> = Vec::new();
    for object in inner.get::<Array<'_>>("W").iter().flat_map(Array::iter::<Object<'_>>) {
        match object {
            Object::Array(list) => {
                let first = numbers.pop().unwrap_or(0);
                numbers.clear();
                for (id, width) in (first..).zip(list.iter::<Number>()) {
                    widths.push((id, id, width.as_f64() / 1000.0));
                }
            }
            Object::Number(number) if numbers.len() == 2 => {
                widths.push((numbers[0], numbers[1], number.as_f64() / 1000.0));
                numbers.clear();
            }
            Object::Number(number) => numbers.push(u32::try_from(number.as_i64()).unwrap_or(0)),
            _ => {}
        }
    }
    widths.sort_by_key(|&(first, ..)| first);
    Codes::Wide { map: map.map(Box::new), default, widths }
}

fn simple_codes(
    font: &Dict<'_>,
    descriptor: &Dict<'_>,
    name: &str,
    drawn: bool,
    unpacker: &mut Unpacker,
) -> Box<[Letter; 256]> {
    let mut table: Box<[Letter; 256]> = Box::new(std::array::from_fn(|_| Letter::default()));
    let said = font.get::<Name<'_>>("Encoding");
    let described = font.get::<Dict<'_>>("Encoding");
    let base =
        said.or_else(|| described.as_ref()?.get::<Name<'_>>("BaseEncoding")).and_then(|name| Encoding::named(&name));
    let own = if base.is_none() { program_names(descriptor, unpacker) } else { Vec::new() };
    let fallback = match name {
        "Symbol" => Encoding::Symbol,
        "ZapfDingbats" => Encoding::Dingbats,
        _ if font.get::<Name<'_>>("Subtype").as_deref() == Some(b"TrueType") => Encoding::WinAnsi,
        _ => Encoding::Standard,
    };
    let encoding = base.unwrap_or(fallback);
    for (code, letter) in (0u8..=255).zip(table.iter_mut()) {
        if own.is_empty() && !drawn {
            letter.text = encoding.letter(code).map(String::from).unwrap_or_default();
        }
    }
    let differences = described.and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
    let mut named: Vec<(usize, String)> = own;
    let mut code = 0usize;
    for object in differences.iter().flat_map(Array::iter::<Object<'_>>) {
        match object {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(0),
            Object::Name(name) => {
                named.push((code, String::from_utf8_lossy(&name).into_owned()));
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    for (code, name) in named {
        if let Some(letter) = table.get_mut(code) {
            (letter.text, letter.raised) = encoding::of_glyph(&name).unwrap_or_default();
        }
    }
    // A drawn font's widths are in units of its own.
    let unit = if drawn {
        font.get::<Array<'_>>("FontMatrix")
            .and_then(|matrix| matrix.iter::<Number>().next())
            .map_or(0.001, |number| number.as_f64().abs())
    } else {
        0.001
    };
    let first = font.get::<i32>("FirstChar").and_then(|first| usize::try_from(first).ok()).unwrap_or(0);
    let missing = descriptor.get::<Number>("MissingWidth").map_or(0.0, |number| number.as_f64() * unit);
    match font.get::<Array<'_>>("Widths") {
        Some(widths) => {
            table.iter_mut().for_each(|letter| letter.width = missing);
            for (code, width) in (first..256).zip(widths.iter::<Object<'_>>()) {
                table[code].width = width.into_number().map_or(missing, |number| number.as_f64() * unit);
            }
        }
        None => {
            for letter in table.iter_mut() {
                letter.width = letter.text.chars().map(|letter| widths::standard(name, letter) / 1000.0).sum();
            }
        }
    }
    table
}

/// The names that an embedded font gives its codes, where the document names none.
fn program_names(descriptor: &Dict<'_>, unpacker: &mut Unpacker) -> Vec<(usize, String)> {
    let bound = PROGRAM.min(limits::STREAM);
    if let Some(stream) = descriptor.get::<Stream<'_>>("FontFile") {
        return unpacker.data(&stream, bound).map(|data| program::type1(&data)).unwrap_or_default();
    }
    if let Some(stream) = descriptor.get::<Stream<'_>>("FontFile3") {
        return unpacker.data(&stream, bound).map(|data| program::compact(&data)).unwrap_or_default();
    }
    Vec::new()
}
