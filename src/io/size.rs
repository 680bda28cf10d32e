//! Width and height of a picture, from its first bytes, so that a page can keep the space free.

use imagesize::ImageType;

/// In pixels (for SVG in its own units, rounded); `None` if the picture does not say so or is broken.
#[must_use]
pub fn of(bytes: &[u8]) -> Option<(u32, u32)> {
    match imagesize::image_type(bytes) {
        Ok(ImageType::Png | ImageType::Jpeg | ImageType::Gif | ImageType::Webp) => {
            let size = imagesize::blob_size(bytes).ok()?;
            let pixels = |n: usize| u32::try_from(n).ok().filter(|n| *n > 0);
            Some((pixels(size.width)?, pixels(size.height)?))
        }
        _ => svg(bytes),
    }
}

/// From `width` and `height` of the root element, or from its `viewBox`.
fn svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.get(..bytes.len().min(64 << 10))?;
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?,
    };
    let attributes = root(text)?;
    let length = |name| attributes.iter().find(|(found, _)| *found == name).and_then(|(_, value)| number(value));
    let view = attributes.iter().find(|(name, _)| *name == "viewBox").and_then(|(_, value)| view_box(value));
    let (width, height) = match (length("width"), length("height"), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(size)) => size,
        _ => return None,
    };
    let side = |n: f64| {
        let n = n.round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
        (1.0..=1e6).contains(&n).then_some(n as u32)
    };
    Some((side(width)?, side(height)?))
}

/// The attributes of the first element, if that is `svg`.
fn root(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("<?") {
            rest.find("?>")? + 2
        } else if rest.starts_with("<!DOCTYPE") {
            let (close, open) = (rest.find('>')?, rest.find('['));
            if open.is_some_and(|open| open < close) { rest.find("]>")? + 2 } else { close + 1 }
        } else {
            break;
        };
        rest = rest.get(end..)?.trim_start();
    }
    let mut rest = rest.strip_prefix("<svg")?;
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.starts_with(['>', '/']) {
            return Some(attributes);
        }
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after.get(1..)?.split_once(quote)?;
        attributes.push((name.trim(), value));
        rest = after;
    }
}

/// `640`, `640px`; not `100%`, `10em`.
fn number(value: &str) -> Option<f64> {
    let value = value.trim();
    let value = value.strip_suffix("px").unwrap_or(value).trim_end();
    if value.contains(|c: char| c.is_alphabetic() && !matches!(c, 'e' | 'E')) {
        return None;
    }
    value.parse::<f64>().ok().filter(|n| n.is_finite() && *n > 0.0)
}

fn view_box(value: &str) -> Option<(f64, f64)> {
    let mut parts = value.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty());
    let (_, _, width, height) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some((number(width)?, number(height)?))
}

#[cfg(test)]
mod tests {
    use super::of;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0";
    const GIF: &[u8] = b"GIF89a\x40\x01\xf0\0\0\0\0";
    const JPEG: &[u8] =
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\0\x64\0\xc8\x03\x01\x22\0\x02\x11\x01";
    const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0";

    #[test]
    fn pictures_tell_their_size() {
        assert_eq!(of(PNG), Some((640, 480)));
        assert_eq!(of(GIF), Some((320, 240)));
        assert_eq!(of(JPEG), Some((200, 100)));
        assert_eq!(of(WEBP), Some((640, 480)));
        assert_eq!(of(b"BM"), None);
        assert_eq!(of(b""), None);
    }

    #[test]
    fn an_svg_tells_its_size_or_its_proportions() {
        let svg = |text: &str| of(text.as_bytes());
        assert_eq!(svg("<svg width='640' height=\"480px\"/>"), Some((640, 480)));
        assert_eq!(svg("<?xml version='1.0'?>\n<!-- > -->\n<svg viewBox='0 0 30.4,20'>"), Some((30, 20)));
        assert_eq!(svg("<!DOCTYPE svg [<!ENTITY a '>'>]><svg viewBox='0 0 3 2' width='600'>"), Some((600, 400)));
        assert_eq!(svg("<svg width='100%' height='100%' viewBox='0 0 3 2'>"), Some((3, 2)));
        assert_eq!(svg("<svg width='10em' height='2'>"), None);
        assert_eq!(svg("<svg width='1e400' height='2'>"), None);
        assert_eq!(svg("<svg viewBox='0 0 0 2'>"), None);
        assert_eq!(svg("<svgx width='1' height='1'>"), None);
        assert_eq!(svg("<svg width=1 height=1>"), None);
    }

    /// THREATS E1: cut and altered pictures.
    #[test]
    fn e1_broken_pictures_have_no_size_and_do_no_harm() {
        let svg = "<?xml?><!DOCTYPE svg []><svg viewBox='0 0 3 2' wi\u{301}dth='1'>".as_bytes();
        let mut seed = 1_u32;
        for picture in [PNG, GIF, JPEG, WEBP, svg] {
            for end in 0..picture.len() {
                let _ = of(&picture[..end]);
                for _ in 0..50 {
                    let mut bytes = picture.to_vec();
                    for _ in 0..3 {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        let at = (seed >> 8) as usize % bytes.len();
                        bytes[at] = (seed >> 24) as u8;
                    }
                    let _ = of(&bytes[..bytes.len() - end / 2]);
                }
            }
        }
    }
}
