//! What may not be written down never leaves the screen.

use balie::{
    domain::{Answer, Change},
    tui::message::Saving,
};

use crate::desk::Pilot;

/// Passes the eleven test.
const BSN: &str = "123456782";

fn has_digits(text: &str, digits: &str) -> bool {
    let found: String = text.chars().filter(char::is_ascii_digit).collect();
    found.contains(digits)
}

/// Whether any text that was to be saved holds these digits, whatever stands between them.
fn was_to_be_saved(desk: &Pilot, digits: &str) -> bool {
    desk.changes().any(|change| {
        let (answers, typing) = match change {
            Change::Enquiry(enquiry) => (&enquiry.answers, None),
            Change::Draft(draft) => (&draft.answers, draft.typing.as_ref()),
            Change::FollowUp(follow_up) => return has_digits(&follow_up.agreed, digits),
            Change::Contact(contact) => (&contact.answers, None),
            Change::Trail(trail) => return has_digits(&format!("{:?}", trail.left), digits),
            Change::OwnNote(note) => return has_digits(&format!("{:?}", note.what), digits),
            Change::EndDraft(_)
            | Change::Shift(_)
            | Change::EndFollowUp(_)
            | Change::EndContact(_)
            | Change::UrgentUse(_) => return false,
        };
        let answers = answers.values().filter_map(|answer| {
            if let Answer::Text(text) = answer {
                Some(text.as_str())
            } else {
                None
            }
        });
        answers
            .chain(typing.map(|typing| typing.text.as_str()))
            .any(|text| has_digits(text, digits))
    })
}

#[test]
fn a_bsn_is_refused_replaced_with_one_key_and_never_saved() {
    for written in [BSN, "1234.56.782", "1234 56 782", "123-456-782"] {
        let mut desk = Pilot::open();
        desk.press("tab 2 1");
        desk.type_text("zijn nummer is ");
        desk.type_text(written);
        desk.type_text(" en hij wacht ");
        desk.press("enter");
        desk.sees("Hier staat een burgerservicenummer.");
        desk.sees("Wat is uw vraag?");
        desk.press("ctrl+k");
        desk.sees("zijn nummer is [nummer weggehaald] en hij wacht");
        desk.press("enter");
        desk.sees("Voor wie is de vraag?");
        desk.press("ctrl+p");
        assert!(!was_to_be_saved(&desk, "12345"), "{written}");
    }
}

#[test]
fn a_bsn_is_not_saved_by_leaving_the_question_another_way() {
    for keys in [
        "ctrl+p",
        "esc",
        "ctrl+f esc ctrl+p",
        "ctrl+k ctrl+p",
        "ctrl+l",
        "ctrl+z",
    ] {
        let mut desk = Pilot::open();
        desk.press("tab 2 1");
        desk.type_text("bsn ");
        desk.type_text(BSN);
        desk.press(keys);
        desk.paste(BSN);
        desk.press(keys);
        assert!(!was_to_be_saved(&desk, "12345"), "after {keys}");
    }
}

#[test]
fn five_digits_are_in_no_draft_until_the_field_is_left() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("kenmerk 1234 5 staat in de brief ");
    assert!(
        desk.saves().contains(&Saving::Word),
        "finished words were saved"
    );
    assert!(!was_to_be_saved(&desk, "12345"));
    assert!(
        desk.drafts().any(|draft| draft
            .typing
            .as_ref()
            .is_some_and(|typing| typing.text.contains("staat in de brief"))),
        "what stands around the digits was saved"
    );
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
    assert!(
        was_to_be_saved(&desk, "12345"),
        "it is no BSN, so it is kept"
    );
}

#[test]
fn text_is_on_disk_up_to_the_last_finished_word() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("de huur is te ho");
    let typed = desk.drafts().last().and_then(|draft| draft.typing.clone());
    assert_eq!(
        typed.map(|typing| typing.text),
        Some("de huur is te ".to_owned())
    );
}

#[test]
fn words_about_health_and_names_hint_and_stop_nobody() {
    let mut desk = Pilot::open();
    desk.press("tab 2 1");
    desk.type_text("mevrouw is depressief ");
    desk.sees("Gaat dit over ziekte?");
    desk.press("enter");
    desk.sees("Voor wie is de vraag?");
}
