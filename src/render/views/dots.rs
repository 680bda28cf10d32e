//! When a name was mentioned: a line of years with a stem for each briefing, drawn at build time.

use std::fmt::Write as _;

use crate::model::page::{DateView, PlacesView};
use crate::render::escape;

/// Width of the picture in its own units, and what it leaves free at both ends.
const WIDTH: f64 = 640.0;
const MARGIN: f64 = 20.0;
/// Where the line lies, and the longest stem above it.
const LINE: f64 = 72.0;
const STEM: f64 = 56.0;
const RADIUS: f64 = 5.0;
/// Years that get their number; of more, every second, third … does.
const NUMBERED: i32 = 10;

/// The inside of the SVG; empty where there are not two days to tell apart. The same stands on the page as a list.
pub fn svg(briefings: &[PlacesView]) -> String {
    let mut dated: Vec<(&DateView, &PlacesView)> =
        briefings.iter().filter_map(|briefing| Some((briefing.date.as_ref()?, briefing))).collect();
    dated.sort_by(|(one, _), (other, _)| one.iso.cmp(&other.iso));
    let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) else { return String::new() };
    if first.iso == last.iso {
        return String::new();
    }
    let (start, end) = (i32::from(first.year), i32::from(last.year) + 1);
    let place = |years: f64| MARGIN + (years - f64::from(start)) / f64::from(end - start) * (WIDTH - 2.0 * MARGIN);
    let most = dated.iter().map(|(_, briefing)| briefing.places.len()).max().unwrap_or(1).max(1);
    let mut out = String::with_capacity(dated.len() * 240 + 600);
    let _ = write!(out, "<path class=\"axis\" d=\"M{MARGIN} {LINE}H{}\"/>", WIDTH - MARGIN);
    let step = (end - start) / NUMBERED + 1;
    for year in (start..=end).filter(|year| (year - start) % step == 0) {
        let x = place(f64::from(year));
        let _ = write!(out, "<path class=\"axis\" d=\"M{x:.1} {LINE}v6\"/>");
        if year < end {
            let _ = write!(out, "<text x=\"{:.1}\" y=\"{}\">{year}</text>", x + 3.0, LINE + 19.0);
        }
    }
    for (date, briefing) in dated {
        let x = place(years(date));
        let mentions = briefing.places.len();
        #[allow(clippy::cast_precision_loss, reason = "mentions of one name in one briefing")]
        let y = LINE - STEM * mentions as f64 / most as f64;
        let plural = if mentions == 1 { "" } else { "s" };
        let said = format!("{}, {}: {mentions} mention{plural}", briefing.title, date.long);
        let _ = write!(
            out,
            "<a href=\"{}\"><title>{}</title><path d=\"M{x:.1} {LINE}V{y:.1}\"/><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{RADIUS}\"/></a>",
            escape::to_attribute(&briefing.url),
            escape::to_text(&said),
        );
    }
    out
}

/// The day as years and parts of them; what is not known of it is taken for the middle.
fn years(date: &DateView) -> f64 {
    let mut parts = date.iso.split('-').skip(1).map(|part| part.parse::<f64>().unwrap_or(1.0));
    let (month, day) = (parts.next(), parts.next());
    let within = match (month, day) {
        (None, _) => 0.5,
        (Some(month), None) => (month - 0.5) / 12.0,
        (Some(month), Some(day)) => (month - 1.0 + (day - 1.0) / 31.0) / 12.0,
    };
    f64::from(date.year) + within
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;
    use crate::render::views::date_view;

    fn briefing(title: &str, date: Option<&str>) -> PlacesView {
        let date = date.and_then(Date::parse).map(date_view);
        PlacesView { title: title.to_owned(), url: "../a&b.html".to_owned(), date, places: Vec::new() }
    }

    fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
        text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
    }

    /// The years below the line.
    fn numbers(svg: &str) -> Vec<&str> {
        between(svg, "<text", "</text>").into_iter().filter_map(|text| text.split('>').nth(1)).collect()
    }

    #[test]
    fn stems_stand_in_order_of_time_and_text_stays_text() {
        let all = [
            briefing("Late <b>", Some("2024-12-31")),
            briefing("Early", Some("2022-01-01")),
            briefing("Undated", None),
            briefing("Month", Some("2023-06")),
        ];
        let svg = svg(&all);
        let titles = between(&svg, "<title>", "</title>");
        assert_eq!(
            titles,
            [
                "Early, 1 January 2022: 0 mentions",
                "Month, June 2023: 0 mentions",
                "Late &lt;b&gt;, 31 December 2024: 0 mentions"
            ]
        );
        let places: Vec<f64> = between(&svg, "cx=\"", "\"").iter().filter_map(|x| x.parse().ok()).collect();
        assert!(places.len() == 3 && places.is_sorted(), "{places:?}");
        assert!(places.iter().all(|x| (MARGIN..=WIDTH - MARGIN).contains(x)), "{places:?}");
        assert_eq!(numbers(&svg), ["2022", "2023", "2024"]);
        assert!(svg.contains("href=\"../a&amp;b.html\""));
    }

    #[test]
    fn one_day_is_no_line() {
        assert_eq!(svg(&[]), "");
        assert_eq!(svg(&[briefing("A", Some("2024-01-01")), briefing("B", Some("2024-01-01"))]), "");
        assert_eq!(svg(&[briefing("A", Some("2024-01-01")), briefing("B", None)]), "");
        let long = svg(&[briefing("A", Some("1900")), briefing("B", Some("2024"))]);
        assert_eq!(numbers(&long).len(), 10, "{long}");
    }
}
