//! Colours that carry meaning, always beside a word or a sign.

use crate::desk::Pilot;

#[test]
fn danger_saved_and_focus_have_their_own_looks() {
    let mut desk = Pilot::open();
    let theme = desk.model.shared.theme;
    desk.press("tab 2 1");
    desk.type_text("123456782");
    desk.press("enter");
    assert_eq!(Some(desk.colour_of("burgerservicenummer")), theme.danger.fg);
    desk.press("ctrl+k enter");
    assert_eq!(Some(desk.colour_of("Bewaard 09:02")), theme.good.fg);
    desk.press("down");
    assert_eq!(Some(desk.ground_of("Voor zichzelf")), theme.focus.bg);
    assert_ne!(Some(desk.ground_of("Voor een kind")), theme.focus.bg);
}
