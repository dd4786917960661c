//! A web address as a QR code, two rows of modules in each row of the screen.

use qrcodegen::{QrCode, QrCodeEcc};
use ratatui::{style::Style, text::Line};

use crate::tui::theme::Theme;

/// Blank modules around it on the screen; the ground of the screen is light, so two are enough to be read.
const QUIET: i32 = 2;

/// The lines of the code; none when the address is too long for one.
#[must_use]
pub fn lines(address: &str, theme: Theme) -> Vec<Line<'static>> {
    let Ok(code) = QrCode::encode_text(address, QrCodeEcc::Low) else {
        return Vec::new();
    };
    let dark = |x: i32, y: i32| code.get_module(x, y);
    let range = -QUIET..code.size() + QUIET;
    let row = |y: i32| -> String {
        range
            .clone()
            .map(|x| match (dark(x, y), dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            })
            .collect()
    };
    let style: Style = theme.text;
    let mut lines = Vec::new();
    let mut y = -QUIET;
    while y < code.size() + QUIET {
        lines.push(Line::styled(row(y), style));
        y += 2;
    }
    lines
}
