//! Why a web page is not read: one sentence each, and what to do.

use crate::import::limits;
use crate::import::read::Refusal;

fn refusal(cause: String, remedy: &str) -> Refusal {
    Refusal { cause, remedy: remedy.to_owned() }
}

const NOT_MADE_BY_PEOPLE: &str = "copy the article itself into a text file and import that";

pub fn too_long() -> Refusal {
    refusal(format!("the page is longer than {} million characters", limits::CHARACTERS >> 20), "divide the page")
}

pub fn too_deep() -> Refusal {
    refusal(format!("the page has elements nested more than {} deep", limits::DEPTH), NOT_MADE_BY_PEOPLE)
}

pub fn too_many_elements() -> Refusal {
    refusal(format!("the page has more than {} elements", limits::NODES), "divide the page")
}

pub fn too_many_attributes() -> Refusal {
    refusal("the page has elements with thousands of attributes".to_owned(), NOT_MADE_BY_PEOPLE)
}

pub fn too_wide() -> Refusal {
    refusal(format!("a table is wider than {} columns", limits::SPAN), "divide the table")
}

pub fn empty() -> Refusal {
    refusal(
        "the page holds no text".to_owned(),
        "open it in a browser, wait until the text is there, and save it again as a complete page",
    )
}
