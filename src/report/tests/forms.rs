//! What editors, code hosts, scripts and the preview read.

use expect_test::expect;

use super::super::{Format, Settings, html, print};
use super::{at, check, files, unknown_work};
use crate::base::code::Code;
use crate::base::diag::Diagnostic;
use crate::base::fix::Applicability;
use crate::base::span::{FileId, Span};

#[test]
fn json_has_positions_and_offsets() {
    let files = files(&[("content/a.md", "Łódź.[@wilosn2021]\n")]);
    let diagnostics = [
        unknown_work(&files).note("not in references.yaml").label(at(&files, 0, "Łódź", 0), "a label"),
        Diagnostic::new(Code::EmptySite, None, "there is no briefing here"),
    ];
    let json = print(Format::Json, &diagnostics, &files, &Settings::default());
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    expect![[r#"
        {
          "diagnostics": [
            {
              "code": "empty-site",
              "end": null,
              "file": null,
              "fix": null,
              "help": null,
              "labels": [],
              "message": "there is no briefing here",
              "note": null,
              "severity": "warning",
              "start": null
            },
            {
              "code": "unknown-work",
              "end": {
                "column": 18,
                "line": 1,
                "offset": 20
              },
              "file": "content/a.md",
              "fix": {
                "edits": [
                  {
                    "end": {
                      "column": 18,
                      "line": 1,
                      "offset": 20
                    },
                    "file": "content/a.md",
                    "start": {
                      "column": 8,
                      "line": 1,
                      "offset": 10
                    },
                    "text": "wilson2021"
                  }
                ],
                "safe": false
              },
              "help": "did you mean wilson2021?",
              "labels": [
                {
                  "end": {
                    "column": 5,
                    "line": 1,
                    "offset": 7
                  },
                  "file": "content/a.md",
                  "message": "a label",
                  "start": {
                    "column": 1,
                    "line": 1,
                    "offset": 0
                  }
                }
              ],
              "message": "there is no work called wilosn2021",
              "note": "not in references.yaml",
              "severity": "error",
              "start": {
                "column": 8,
                "line": 1,
                "offset": 10
              }
            }
          ],
          "version": 1
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&value).unwrap());
}

#[test]
#[allow(clippy::too_many_lines, reason = "one long expected text")]
fn sarif_names_rules_places_and_changes() {
    let files = files(&[("content/zwei Wörter.md", "Łódź.[@wilosn2021]\n")]);
    let diagnostics = [unknown_work(&files).label(at(&files, 0, "Łódź", 0), "a label")];
    let sarif = print(Format::Sarif, &diagnostics, &files, &Settings::default());
    let mut value: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    value["runs"][0]["tool"]["driver"]["rules"][0]["help"] = "its page".into();
    expect![[r#"
        {
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "runs": [
            {
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "fixes": [
                    {
                      "artifactChanges": [
                        {
                          "artifactLocation": {
                            "uri": "content/zwei%20W%C3%B6rter.md",
                            "uriBaseId": "%SRCROOT%"
                          },
                          "replacements": [
                            {
                              "deletedRegion": {
                                "endColumn": 18,
                                "endLine": 1,
                                "startColumn": 8,
                                "startLine": 1
                              },
                              "insertedContent": {
                                "text": "wilson2021"
                              }
                            }
                          ]
                        }
                      ],
                      "description": {
                        "text": "did you mean wilson2021?"
                      }
                    }
                  ],
                  "level": "error",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/zwei%20W%C3%B6rter.md",
                          "uriBaseId": "%SRCROOT%"
                        },
                        "region": {
                          "endColumn": 18,
                          "endLine": 1,
                          "startColumn": 8,
                          "startLine": 1
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "there is no work called wilosn2021\ndid you mean wilson2021?"
                  },
                  "partialFingerprints": {
                    "ibid/v1": "43f8c7056b325c82ca534a6e94890bb5"
                  },
                  "relatedLocations": [
                    {
                      "id": 0,
                      "message": {
                        "text": "a label"
                      },
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/zwei%20W%C3%B6rter.md",
                          "uriBaseId": "%SRCROOT%"
                        },
                        "region": {
                          "endColumn": 5,
                          "endLine": 1,
                          "startColumn": 1,
                          "startLine": 1
                        }
                      }
                    }
                  ],
                  "ruleId": "unknown-work",
                  "ruleIndex": 0
                }
              ],
              "tool": {
                "driver": {
                  "name": "ibid",
                  "rules": [
                    {
                      "defaultConfiguration": {
                        "level": "error"
                      },
                      "help": "its page",
                      "id": "unknown-work",
                      "shortDescription": {
                        "text": "A cited work is not in the bibliography"
                      }
                    }
                  ],
                  "version": "0.1.0"
                }
              }
            }
          ],
          "version": "2.1.0"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn github_commands_cannot_be_broken_out_of() {
    let files = files(&[("content/a,b:c%.md", "one\ntwo\n")]);
    let diagnostics = [
        Diagnostic::new(Code::RawHtml, at(&files, 0, "two", 0), "100% \n::error::pwned").help("a\r\nb"),
        Diagnostic::new(Code::RawHtml, at(&files, 0, "one\ntwo", 0), "two lines"),
        Diagnostic::new(Code::ReviewMark, None, "a doubt"),
    ];
    check(
        Format::Github,
        &diagnostics,
        &files,
        &expect![[r#"
        ::notice title=review-mark::a doubt
        ::warning file=content/a%2Cb%3Ac%25.md,line=1,col=1,endLine=2,title=raw-html::two lines
        ::warning file=content/a%2Cb%3Ac%25.md,line=2,col=1,endLine=2,endColumn=4,title=raw-html::100%25 %0A::error::pwned%0Ahelp: a%0D%0Ab
    "#]],
    );
}

#[test]
fn gcc_lines_stay_lines() {
    let files = files(&[("content/a.md", "one\n")]);
    let diagnostics = [
        Diagnostic::new(Code::ReviewMark, at(&files, 0, "one", 0), "a\ndoubt")
            .help("look")
            .label(at(&files, 0, "ne", 0), "here"),
        Diagnostic::new(Code::EmptySite, None, "nothing"),
    ];
    check(
        Format::Gcc,
        &diagnostics,
        &files,
        &expect![[r#"
        ibid: warning: nothing [empty-site]
        content/a.md:1:1: note: a doubt [review-mark]
        content/a.md:1:2: note: here
        content/a.md:1:1: note: help: look
    "#]],
    );
}

#[test]
fn gitlab_knows_a_fault_again_that_moved() {
    let fingerprints = |text: &str| {
        let files = files(&[("content/a.md", text)]);
        let diagnostics: Vec<_> = text
            .match_indices("<b>")
            .map(|(at, _)| Diagnostic::new(Code::RawHtml, Span::new(FileId(0), at, at + 3), "HTML"))
            .collect();
        let json = print(Format::Gitlab, &diagnostics, &files, &Settings { prefix: "site/".into(), colour: false });
        let list: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert!(list.iter().all(|issue| issue["location"]["path"] == "site/content/a.md"));
        list.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = fingerprints("<b> and <b>\n");
    let after = fingerprints("A line above.\n\n<b>, then <b>\n");
    assert_eq!(before, after);
    assert_ne!(before[0], before[1]);
}

#[test]
fn html_shows_text_as_text() {
    let files = files(&[("content/<i>.md", "a <script>alert(1)</script> \u{202e}b\n")]);
    let words = at(&files, 0, "<script>", 0);
    let diagnostic = Diagnostic::new(Code::RawHtml, words, "<b>bold</b> & \"so\"")
        .help("<img src=x>")
        .label(words, "<u>")
        .fix(Applicability::Safe, words, "<s>");
    expect![[r#"
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>1 warning</title>
        </head>
        <body>
        <main>
        <h1>1 warning</h1>
        <article class="warning" data-code="raw-html">
        <h2>warning: &lt;b&gt;bold&lt;/b&gt; &amp; &quot;so&quot;</h2>
        <p><code>content/&lt;i&gt;.md:1:3</code></p>
        <pre>a <mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt; �b</pre>
        <p><code>content/&lt;i&gt;.md:1:3</code> &lt;u&gt;</p>
        <pre>a <mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt; �b</pre>
        <p><strong>help:</strong> &lt;img src=x&gt;</p>
        <p>This repairs it:</p>
        <pre><del>&lt;script&gt;</del><ins>&lt;s&gt;</ins></pre>
        <p><code>ibid explain raw-html</code> tells more: HTML stands in the text.</p>
        </article>
        </main>
        </body>
        </html>
    "#]]
    .assert_eq(&html(&[diagnostic], &files));
    assert!(html(&[], &files).contains("<h1>Nothing to report</h1>"));
}
