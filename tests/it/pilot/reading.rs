//! The first moments: keys are answered while the cards are read and indexed on another thread.

use crate::desk::Pilot;

#[test]
fn what_is_typed_before_the_index_is_there_is_answered_when_it_comes() {
    let mut desk = Pilot::before_the_cards();
    desk.sees("Waar gaat het over?");
    desk.type_text("kwijtsch");
    desk.sees("  kwijtsch\n");
    desk.sees("De kaarten worden gelezen. Typ gerust door.");
    desk.sees_no("Geen kaart");
    desk.cards_come();
    desk.type_text("elding");
    desk.press("enter ctrl+k");
    desk.sees("De kaarten worden gelezen.");
    desk.index_comes();
    desk.sees("  kwijtschelding\n");
    desk.sees("kaarten");
    desk.press("enter");
    desk.sees("  Kaart ");
}

#[test]
fn a_conversation_can_begin_as_soon_as_its_questions_are_read() {
    let mut desk = Pilot::before_the_cards();
    desk.press("enter");
    desk.sees("Nog heel even: de kaarten en vragen worden gelezen.");
    desk.press("ctrl+n");
    desk.sees("Bel bij gevaar 112.");
    desk.press("esc");
    desk.cards_come();
    desk.press("enter");
    desk.sees("Waar ging de vraag over?");
    desk.index_comes();
    desk.sees("Waar ging de vraag over?");
}

#[test]
fn the_menu_and_the_lock_work_while_the_cards_are_read() {
    let mut desk = Pilot::before_the_cards();
    desk.press("tab");
    desk.sees("▶ 1");
    desk.press("ctrl+g");
    desk.sees("Dit kunt u hier doen:");
    desk.press("esc ctrl+l");
    desk.sees("Typ de vier woorden van het team.");
    desk.cards_come();
    desk.index_comes();
    desk.sees("Typ de vier woorden van het team.");
}
