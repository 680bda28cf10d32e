//! Embedded fonts that name the glyph of each code: the encodings of Type 1 and of its compact form.
//!
//! Only these tables are read; the outlines are of no use here.

/// `dup 65 /A put`, in the part of the font that is plain text. Empty where it says `StandardEncoding def`.
pub fn type1(font: &[u8]) -> Vec<(usize, String)> {
    let Some(from) = memchr::memmem::find(font, b"/Encoding") else { return Vec::new() };
    let rest = font.get(from..).unwrap_or_default();
    let until = memchr::memmem::find(rest, b"eexec").unwrap_or(rest.len());
    let text = String::from_utf8_lossy(rest.get(..until).unwrap_or_default()).into_owned();
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words
        .windows(4)
        .filter(|words| words[0] == "dup" && words[3] == "put")
        .filter_map(|words| {
            Some((words[1].parse().ok().filter(|&code| code < 256)?, words[2].strip_prefix('/')?.to_owned()))
        })
        .collect()
}

/// The table of the compact font format: codes lead to glyphs, and glyphs to strings.
pub fn compact(font: &[u8]) -> Vec<(usize, String)> {
    read_compact(font).unwrap_or_default()
}

fn read_compact(font: &[u8]) -> Option<Vec<(usize, String)>> {
    let header = usize::from(*font.get(2)?);
    let (_, at) = index(font, header)?;
    let (tops, at) = index(font, at)?;
    let (strings, _) = index(font, at)?;
    let (mut charset, mut encoding) = (0, 0);
    let mut numbers = Vec::new();
    let mut rest = *tops.first()?;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match first {
            12 => {
                rest = rest.get(1..)?;
                numbers.clear();
            }
            15 => charset = *numbers.last()?,
            16 => encoding = *numbers.last()?,
            0..=21 => numbers.clear(),
            28 => {
                numbers.push(usize::from(*rest.first()?) << 8 | usize::from(*rest.get(1)?));
                rest = rest.get(2..)?;
            }
            29 => {
                numbers.push(rest.get(..4)?.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)));
                rest = rest.get(4..)?;
            }
            30 => {
                let end = rest.iter().position(|byte| byte & 15 == 15 || byte >> 4 == 15)?;
                rest = rest.get(end + 1..)?;
                numbers.push(0);
            }
            32..=246 => numbers.push(usize::from(first).saturating_sub(139)),
            247..=250 => {
                numbers.push((usize::from(first) - 247) * 256 + usize::from(*rest.first()?) + 108);
                rest = rest.get(1..)?;
            }
            _ => {
                numbers.push(0);
                rest = rest.get(1..)?;
            }
        }
    }
    // 0 to 2 are tables that every reader has; with those the document's own encoding is the standard one.
    if charset <= 2 || encoding <= 1 {
        return None;
    }
    let names = charset_names(font, charset, &strings)?;
    let kind = *font.get(encoding)?;
    let count = usize::from(*font.get(encoding + 1)?);
    let mut out = Vec::new();
    let mut glyph = 1;
    for entry in 0..count {
        let (code, left) = match kind & 0x7f {
            0 => (*font.get(encoding + 2 + entry)?, 0),
            _ => (*font.get(encoding + 2 + entry * 2)?, *font.get(encoding + 3 + entry * 2)?),
        };
        for step in 0..=usize::from(left) {
            if let Some(Some(name)) = names.get(glyph) {
                out.push((usize::from(code) + step, name.clone()));
            }
            glyph += 1;
        }
    }
    Some(out)
}

/// The names of glyphs, as far as they are strings of the font itself or ASCII of the standard ones.
fn charset_names(font: &[u8], at: usize, strings: &[&[u8]]) -> Option<Vec<Option<String>>> {
    let name = |id: usize| -> Option<String> {
        match id {
            1..=95 => STANDARD.get(id - 1).map(|&name| name.to_owned()),
            96..=228 => LATER.split(' ').nth(id - 96).map(str::to_owned),
            391.. => strings.get(id - 391).map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        }
    };
    let word = |at: usize| Some(usize::from(*font.get(at)?) << 8 | usize::from(*font.get(at + 1)?));
    let mut names = vec![None];
    let kind = *font.get(at)?;
    let mut at = at + 1;
    // No encoding leads further than 256 glyphs.
    while names.len() < 257 {
        let Some(first) = word(at) else { break };
        if kind == 0 {
            names.push(name(first));
            at += 2;
        } else {
            {
                let left = if kind == 1 { font.get(at + 2).copied().map(usize::from) } else { word(at + 2) };
                let Some(left) = left else { break };
                names.extend((0..=left.min(256)).map(|step| name(first + step)));
                at += if kind == 1 { 3 } else { 4 };
            }
        }
    }
    Some(names)
}

/// The entries of an index, and where it ends.
fn index(font: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(*font.get(at)?) << 8 | usize::from(*font.get(at + 1)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let width = usize::from(*font.get(at + 2)?);
    if !(1..=4).contains(&width) {
        return None;
    }
    let offset = |entry: usize| -> Option<usize> {
        let from = at + 3 + entry * width;
        Some(font.get(from..from + width)?.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
    };
    let data = at + 2 + (count + 1) * width;
    let mut entries = Vec::with_capacity(count);
    for entry in 0..count {
        entries.push(font.get(data.checked_add(offset(entry)?)?..data.checked_add(offset(entry + 1)?)?)?);
    }
    Some((entries, data.checked_add(offset(count)?)?))
}

/// The first 95 standard strings of the format are the names of ASCII, with the quotes of type.
#[rustfmt::skip]
const STANDARD: [&str; 95] = [
    "space", "exclam", "quotedbl", "numbersign", "dollar", "percent", "ampersand", "quoteright", "parenleft",
    "parenright", "asterisk", "plus", "comma", "hyphen", "period", "slash", "zero", "one", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "colon", "semicolon", "less", "equal", "greater", "question", "at", "A",
    "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W",
    "X", "Y", "Z", "bracketleft", "backslash", "bracketright", "asciicircum", "underscore", "quoteleft", "a", "b",
    "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x",
    "y", "z", "braceleft", "bar", "braceright", "asciitilde",
];

/// And the 133 after them.
const LATER: &str = "exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft \
    guilsinglleft guilsinglright fi fl endash dagger daggerdbl periodcentered paragraph bullet quotesinglbase \
    quotedblbase quotedblright guillemotright ellipsis perthousand questiondown grave acute circumflex tilde \
    macron breve dotaccent dieresis ring cedilla hungarumlaut ogonek caron emdash AE ordfeminine Lslash Oslash OE \
    ordmasculine ae dotlessi lslash oslash oe germandbls onesuperior logicalnot mu trademark Eth onehalf plusminus \
    Thorn onequarter divide brokenbar degree thorn threequarters twosuperior registered minus eth multiply \
    threesuperior copyright Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis \
    Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute \
    Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave aring atilde ccedilla \
    eacute ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex odieresis \
    ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type1_font_names_its_glyphs() {
        let font = b"%!PS\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 12 /fi put\ndup 65 /A put\nreadonly def\ncurrentfile eexec";
        assert_eq!(type1(font), [(12, "fi".to_owned()), (65, "A".to_owned())]);
        assert!(type1(b"/Encoding StandardEncoding def eexec").is_empty());
    }

    #[test]
    fn the_standard_strings_are_where_the_format_has_them() {
        assert_eq!((STANDARD[0], STANDARD[33], STANDARD[94]), ("space", "A", "asciitilde"));
        assert_eq!(LATER.split(' ').count(), 133);
        assert_eq!(LATER.split(' ').nth(109 - 96), Some("fi"));
    }

    #[test]
    fn a_broken_compact_font_names_nothing() {
        for length in 0..40 {
            assert!(compact(&vec![1; length]).is_empty());
            assert!(compact(&vec![255; length]).is_empty());
        }
    }
}
