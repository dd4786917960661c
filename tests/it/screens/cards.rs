//! What volunteers and the coordinator see of the work on cards.

use super::look;
use crate::desk::Pilot;

const OWN: &str = "+++\nid = \"koffiebus\"\nkind = \"activiteit\"\nname = \"De Koffiebus\"\nregion = \"alkmaar\"\n\
                   confidence = \"high\"\nphone = [\"072 511 73 11\"]\nchecked = 2024-11-01\naka = [\"koffie op straat\"]\n\
                   [[amounts]]\nlabel = \"een kop\"\nvalue = 1.5\nunit = \"EUR\"\nvalid_from = 2026-01-01\nvalid_to = 2026-12-20\n\
                   source = \"https://koffie.nl\"\n[[sources]]\ntitle = \"Bron\"\nas_of = \"2026-10\"\n+++\n\
                   ## Wat is het\n- Een bus met koffie.\n\n## Zo regelt u het\n- Loop erheen.\n";

#[test]
fn nothing_fits() {
    let mut desk = Pilot::locked();
    desk.type_text("xqzvkj");
    desk.press("enter");
    look("zoeken-niets-kiezen", &mut desk);
    desk.press("1");
    look("achterwacht", &mut desk);
    desk.press("esc 2");
    desk.type_text(" 0612345678");
    look("gemis", &mut desk);
}

#[test]
fn a_card_is_not_right() {
    let mut desk = Pilot::locked();
    desk.type_text("huurtoeslag");
    desk.press("enter ctrl+r");
    look("melden", &mut desk);
    desk.press("1");
    look("kaart-gemeld", &mut desk);
    desk.press("ctrl+r 6");
    look("melden-anders", &mut desk);
}

#[test]
fn the_work_of_the_coordinator() {
    let mut desk = Pilot::coordinator();
    desk.put_file("kennisbank/koffiebus.md", OWN);
    desk.type_text("xqzvkj");
    desk.press("down 2 enter esc ctrl+u");
    desk.type_text("koffiebus");
    desk.press("enter ctrl+r 2");
    look("kaart-coordinator", &mut desk);
    desk.press("esc esc tab");
    look("thuis-coordinator", &mut desk);
    desk.press("- 6");
    look("bijhouden", &mut desk);
    desk.press("1 a");
    look("mend", &mut desk);
    desk.press("down enter");
    look("mend-veld", &mut desk);
    desk.press("end backspace backspace enter tab");
    look("mend-bekijken", &mut desk);
    desk.press("ctrl+k");
    look("mend-nagekeken", &mut desk);
    desk.press("1 e");
    look("eerder", &mut desk);
}
