use serde_json::json;

use super::Embed;

#[test]
fn author_and_footer_have_icons_in_any_order() {
    let embed = Embed::new()
        .author_icon_url("https://example.com/a.png")
        .author("Ann")
        .author_url("https://example.com")
        .footer("Fin")
        .footer_icon_url("attachment://f.png");
    assert_eq!(embed.problem(), None);
    assert_eq!(
        serde_json::to_value(&embed).unwrap(),
        json!({
            "author": { "name": "Ann", "url": "https://example.com", "icon_url": "https://example.com/a.png" },
            "footer": { "text": "Fin", "icon_url": "attachment://f.png" },
        })
    );
}

#[test]
fn what_discord_refuses_is_a_problem() {
    let titled = || Embed::new().title("T");
    assert_eq!(titled().timestamp("2026-01-31T18:00:00Z").image("attachment://a.png").problem(), None);
    for refused in [
        titled().author_icon_url("https://example.com/a.png"),
        titled().footer_icon_url("https://example.com/a.png"),
        titled().timestamp("tomorrow"),
        titled().url("attachment://a.png"),
        titled().image("a.png"),
        titled().thumbnail(format!("https://example.com/{}", "x".repeat(2048))),
    ] {
        assert!(refused.problem().is_some(), "{refused:?}");
    }
}
