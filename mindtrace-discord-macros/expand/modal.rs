/// Not shown.
#[derive(Modal)]
#[modal(title = "Tell us")]
pub struct Feedback {
    /// In one sentence.
    #[field(label = "What happened?", placeholder = "It…", min_len = 5, max_len = 100)]
    title: String,
    #[field(paragraph, max_len = 4000)]
    long_text: Option<String>,
    #[field(radio, choices("good", "bad"), descriptions("good" = "Like spring"))]
    mood: String,
    #[field(min_values = 1, max_values = 3)]
    roles: Vec<RoleId>,
    #[field(parse, expected = "an IP address")]
    address: Option<IpAddr>,
}

#[derive(Modal)]
#[modal(footer = "Thank **you**.")]
struct ReportForm {
    #[field(text = "# Kind")]
    r#type: Color,
}
