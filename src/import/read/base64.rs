//! Bytes written as letters, in either alphabet.

/// `None` where a letter is none of the alphabet.
pub fn decode(data: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(data.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for b in data.bytes().filter(|b| !b.is_ascii_whitespace()) {
        let six = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn bytes_are_read() {
        assert_eq!(decode("SGVsbG8h").as_deref(), Some(b"Hello!".as_slice()));
        assert_eq!(decode("SGk=").as_deref(), Some(b"Hi".as_slice()));
        assert_eq!(decode("%%"), None);
    }
}
