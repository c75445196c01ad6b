use mindtrace_discord::prelude::*;

#[command]
async fn hello(
    _alpha: bool,
    _bravo: bool,
    _charlie: bool,
    _delta: bool,
    _echo: bool,
    _foxtrot: bool,
    _golf: bool,
    _hotel: bool,
    _india: bool,
    _juliett: bool,
    _kilo: bool,
    _lima: bool,
    _mike: bool,
    _november: bool,
    _oscar: bool,
    _papa: bool,
    _quebec: bool,
    _romeo: bool,
    _sierra: bool,
    _tango: bool,
    _uniform: bool,
    _victor: bool,
    _whiskey: bool,
    _xray: bool,
    _yankee: bool,
    _zulu: bool,
) {}

fn main() {
    let _ = hello;
}
