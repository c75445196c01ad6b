/// Not shown.
#[modal(title = "Tell us")]
pub struct Feedback {
    /// In one sentence.
    #[field(label = "What happened?", placeholder = "It…", min_len = 5, max_len = 100)]
    title: String,
    #[field(paragraph, max_len = 4000)]
    long_text: Option<String>,
    #[field(radio, choices("good", "bad"), descriptions("good" = "Like spring"))]
    mood: String,
    #[field(text = "Which ones?", min_values = 1, max_values = 3)]
    roles: Vec<RoleId>,
    #[field(parse, expected = "an IP address")]
    address: Option<IpAddr>,
}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Modal for Feedback {
        const SPEC: __discord::ModalSpec = __discord::ModalSpec::new(
            "",
            const {
                &[
                    __discord::FieldSpec::new(
                        "",
                        __discord::ParamSpec::of::<bool>("", ""),
                    ),
                ]
            },
        );
        fn take(
            _: &mut __discord::Arguments,
        ) -> ::core::result::Result<Self, __discord::Internal> {
            ::core::result::Result::Err(__discord::Internal::TooFewArguments)
        }
    }
};
::core::compile_error! {
    "a modal has at most 5 fields and texts, this one has 6\n\nhelp: join two texts, or write one as the doc comment of its field"
}
struct ReportForm {
    r#type: Color,
}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Modal for ReportForm {
        const SPEC: __discord::ModalSpec = __discord::ModalSpec::new(
            "Report Form",
            const {
                &[
                    __discord::FieldSpec::new(
                        "Type",
                        __discord::ParamSpec::of::<Color>("type", ""),
                    ),
                ]
            },
        );
        fn take(
            __args: &mut __discord::Arguments,
        ) -> ::core::result::Result<Self, __discord::Internal> {
            ::core::result::Result::Ok(Self { r#type: __args.take()? })
        }
    }
    impl ::core::convert::From<ReportForm> for __discord::ModalDraft<ReportForm> {
        fn from(__modal: ReportForm) -> Self {
            #[allow(unused_imports)]
            use __discord::NoFieldValue as _;
            __discord::ModalDraft::new()
                .fill("type", __discord::Fill(__modal.r#type).value())
        }
    }
};
