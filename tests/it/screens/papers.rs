//! The figures, what comes up too often, what was learned, the resident's note, and an export under way.

use super::{busy, look};
use crate::desk::Pilot;

#[test]
fn figures() {
    let mut desk = busy();
    desk.press("tab 8");
    look("cijfers-dag", &mut desk);
    desk.press("4 end");
    look("cijfers-jaar-eind", &mut desk);
}

#[test]
fn patterns() {
    let mut desk = Pilot::coordinator();
    desk.asked_often();
    desk.press("tab 8 5");
    look("rode-draad", &mut desk);
    desk.press("enter 3");
    desk.type_text("Piet vraagt het wijkteam, voor 1 december");
    look("rode-draad-actie", &mut desk);
}

#[test]
fn stories() {
    let mut desk = Pilot::coordinator();
    desk.press("tab 8 6");
    look("leermomenten-geen", &mut desk);
    desk.learned(1, "Samen de brief lezen gaf rust.");
    desk.learned(2, "Mevrouw Jansen was blij dat iemand meeging naar de balie van de gemeente, en wilde dat wel vaker.");
    desk.press("esc 6");
    look("leermomenten", &mut desk);
    desk.press("down enter");
    look("leermoment", &mut desk);
}

#[test]
fn the_note() {
    let mut desk = Pilot::with_a_note();
    look("briefje", &mut desk);
}

#[test]
fn an_export_under_way() {
    let mut desk = busy();
    desk.press("tab 6 enter");
    desk.is_working(430);
    look("daglog-bezig", &mut desk);
}

#[test]
fn the_end_of_a_shift() {
    let mut desk = busy();
    desk.press("ctrl+c");
    look("stoppen-dienst", &mut desk);
}
