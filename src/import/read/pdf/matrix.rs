//! Six numbers that place things on a page, as PDF writes them.

#![expect(clippy::many_single_char_names, reason = "the format's own names: a b c d e f")]

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `outer`.
    pub fn then(self, outer: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [k, l, m, n, o, p]) = (self.0, outer.0);
        Matrix([a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p])
    }

    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Where a direction leads, whatever the place.
    pub fn direction(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// The smallest upright box around a box: left, top, right, bottom.
    pub fn around(self, [left, top, right, bottom]: [f64; 4]) -> [f64; 4] {
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)].map(|(x, y)| self.point(x, y));
        corners.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[l, t, r, b], &(x, y)| {
            [l.min(x), t.min(y), r.max(x), b.max(y)]
        })
    }

    pub fn sound(self) -> bool {
        self.0.iter().all(|number| number.is_finite() && number.abs() < 1e9)
    }
}
