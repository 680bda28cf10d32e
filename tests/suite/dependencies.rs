//! `deny.toml` held without cargo-deny: licences, sources and what stays out, read from `cargo metadata`.
//!
//! What is not here: advisories. They need a database from the network, which no test may ask.

use std::process::Command;

use serde_json::Value;

use crate::site::repository;

#[test]
fn g2_every_dependency_is_allowed() {
    let rules: toml::Table = std::fs::read_to_string(repository().join("deny.toml")).unwrap().parse().unwrap();
    let texts = |table: &str, key: &str| -> Vec<String> {
        let list = rules[table][key].as_array().unwrap();
        list.iter().map(|item| item.as_str().unwrap().to_owned()).collect()
    };
    let allowed = texts("licenses", "allow");
    let banned = rules["bans"]["deny"].as_array().unwrap();
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    let mut faults = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let label = format!("{name} {}", package["version"].as_str().unwrap());
        let licence = package["license"].as_str().unwrap_or("none");
        if !satisfied(licence, &allowed) {
            faults.push(format!("{label} has the licence {licence}"));
        }
        for rule in banned.iter().filter(|rule| rule["crate"].as_str() == Some(name)) {
            let wrappers = rule.get("wrappers").and_then(toml::Value::as_array).cloned().unwrap_or_default();
            let users = users_of(&metadata, &package["id"]);
            let unknown: Vec<_> =
                users.iter().filter(|user| !wrappers.iter().any(|known| known.as_str() == Some(user))).collect();
            if wrappers.is_empty() || !unknown.is_empty() {
                faults.push(format!("{label} stays out, and {users:?} use it"));
            }
        }
        let source = package["source"].as_str();
        if name != "ibid" && source != Some("registry+https://github.com/rust-lang/crates.io-index") {
            faults.push(format!("{label} comes from {source:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn g1_no_build_script_of_ours() {
    let metadata = metadata();
    let ours = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "ibid").unwrap();
    let kinds: Vec<&Value> = ours["targets"].as_array().unwrap().iter().map(|target| &target["kind"][0]).collect();
    assert!(!kinds.contains(&&Value::from("custom-build")), "{kinds:?}");
}

/// The names of the packages that depend on one.
fn users_of(metadata: &Value, id: &Value) -> Vec<String> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap().iter();
    let users = nodes.filter(|node| node["dependencies"].as_array().unwrap().contains(id)).map(|node| &node["id"]);
    let packages = metadata["packages"].as_array().unwrap();
    let name =
        |id: &Value| packages.iter().find(|package| package["id"] == *id).and_then(|package| package["name"].as_str());
    users.filter_map(name).map(str::to_owned).collect()
}

/// What is compiled on this system, tests among it: what other systems need is not there, and is not fetched.
fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(rustc.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let out = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// Whether an SPDX expression is met by the allowed licences; `/` is an old way to write `OR`.
fn satisfied(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = any_of(&words, &mut at, allowed);
    met && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all_of(words, at, allowed);
    }
    met
}

fn all_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let word = words.get(*at).copied().unwrap_or("");
    *at += 1;
    if word == "(" {
        let met = any_of(words, at, allowed);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        // An exception gives more rights, never fewer.
        *at += 2;
    }
    allowed.iter().any(|licence| licence == word)
}

#[test]
fn expressions_of_licences_are_understood() {
    let allowed = ["MIT".to_owned(), "Unicode-3.0".to_owned()];
    for met in ["MIT", "MIT OR GPL-3.0", "GPL-3.0/MIT", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
        assert!(satisfied(met, &allowed), "{met}");
    }
    for unmet in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR GPL-3.0) AND GPL-2.0", "none", ""] {
        assert!(!satisfied(unmet, &allowed), "{unmet}");
    }
}
