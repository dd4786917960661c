//! What the expression language does not have, and what is offered instead.

use balie::route::{Expression, LONGEST_EXPRESSION};

use crate::route_expression::gives;

#[track_caller]
fn refuses(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = match Expression::parse(text) {
                Ok(_) => "nothing".to_owned(),
                Err(error) => error.to_string(),
            };
            (!found.contains(expected)).then(|| format!("{text} says {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_supported_is_refused_by_name() {
    refuses(&[
        ("", "empty"),
        ("   ", "empty"),
        (
            "pulldata('a', 'b')",
            "`pulldata` is not part of the language: put the values in a choice list",
        ),
        ("position(..)", "`..`"),
        ("position(1)", "`position`"),
        ("indexed-repeat(1, 2, 3)", "`indexed-repeat`"),
        ("random()", "`random`"),
        ("pow(2, 3)", "`pow` is not part of the language: multiply"),
        ("abs(-1)", "use max"),
        ("uuid()", "`uuid`"),
        ("jr:choice-name(1, 2)", "`jr:choice-name`"),
        ("seleced(${a}, 'b')", "did you mean `selected`?"),
        ("IF(1, 2, 3)", "did you mean `if`?"),
        ("frobnicate()", "use one of: true, false"),
        ("/data/thema", "`/`"),
        ("instance('x')", "`instance`"),
        ("instance('x')/root", "name the field"),
        ("${a}[1]", "`[`"),
        ("@a", "`@`"),
        ("a | b", "`|`"),
        ("1 && 2", "`&`"),
        ("!true()", "`!`"),
        (
            "thema = 'geld'",
            "write ${thema} for a field, 'thema' for a text",
        ),
        (
            "${thema} = geld",
            "write ${geld} for a field, 'geld' for a text",
        ),
        ("${thema} = ‘geld’", "straight quotes"),
        ("${thema} == 'geld'", "stands where a value was expected"),
        ("'geld", "no closing quote"),
        ("${thema", "no closing brace"),
        ("${}", "does not name a field"),
        ("${a b}", "does not name a field"),
        ("(1 + 2", "not closed"),
        ("1 + 2)", "`)` stands where"),
        ("1 +", "ends too early"),
        ("1 2", "`2` stands where an operator"),
        ("and 1", "`and`"),
        ("not()", "it takes 1"),
        ("true(1)", "write true()"),
        ("if(1, 2)", "it takes 3"),
        ("coalesce(1)", "it takes 2 or more"),
        ("substr('a')", "it takes 2 to 3"),
        ("sum(1 + 2)", "not given a field"),
        ("count('a')", "not given a field"),
        ("regex(., '(')", "the pattern '(' is not understood"),
        ("regex(., '(?=a)')", "is not understood"),
        ("5kg", "runs into a letter"),
        ("\u{1b}[31m", "`\\u{1b}`"),
        ("1 # 2", "`#`"),
    ]);
}

#[test]
fn size_and_depth_are_bounded() {
    let deep = format!("{}1{}", "(".repeat(5_000), ")".repeat(4_999));
    let minus = "-".repeat(9_000) + "1";
    let wide = vec!["1"; 1_500].join("+");
    let long = "1".repeat(LONGEST_EXPRESSION + 1);
    refuses(&[
        (&deep, "nests too deep"),
        (&minus, "nests too deep"),
        (&wide, "too large"),
        (&long, "longer than"),
    ]);
    let most = vec!["1"; 1_000].join("+");
    gives(&[(&most, "1000")]);
}
