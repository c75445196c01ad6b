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
    #[field(min_values = 1, max_values = 3)]
    roles: Vec<RoleId>,
    #[field(parse, expected = "an IP address")]
    address: Option<IpAddr>,
}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Modal for Feedback {
        const SPEC: __discord::ModalSpec = __discord::ModalSpec::new(
            "Tell us",
            const {
                &[
                    __discord::FieldSpec::new(
                            "What happened?",
                            __discord::ParamSpec::of::<
                                String,
                            >("title", "In one sentence.")
                                .min_length(5)
                                .max_length(100),
                        )
                        .placeholder("It…"),
                    __discord::FieldSpec::new(
                            "Long text",
                            __discord::ParamSpec::of::<Option<String>>("long_text", "")
                                .max_length(4000),
                        )
                        .paragraph(),
                    __discord::FieldSpec::new(
                            "Mood",
                            __discord::ParamSpec::of::<String>("mood", "")
                                .one_of(const {
                                    &[
                                        __discord::ChoiceSpec::new("good", "good"),
                                        __discord::ChoiceSpec::new("bad", "bad"),
                                    ]
                                }),
                        )
                        .radio()
                        .descriptions(&[("good", "Like spring")]),
                    __discord::FieldSpec::new(
                            "Roles",
                            __discord::ParamSpec::of::<Vec<RoleId>>("roles", ""),
                        )
                        .min_values(1)
                        .max_values(3),
                    __discord::FieldSpec::new(
                        "Address",
                        __discord::ParamSpec::parsed_optional::<
                            IpAddr,
                        >("address", "", "an IP address"),
                    ),
                ]
            },
        );
        fn take(
            __args: &mut __discord::Arguments,
        ) -> ::core::result::Result<Self, __discord::Internal> {
            ::core::result::Result::Ok(Self {
                title: __args.take()?,
                long_text: __args.take()?,
                mood: __args.take()?,
                roles: __args.take()?,
                address: __args.take()?,
            })
        }
    }
    impl ::core::convert::From<Feedback> for __discord::ModalDraft<Feedback> {
        fn from(__modal: Feedback) -> Self {
            #[allow(unused_imports)]
            use __discord::NoFieldValue as _;
            __discord::ModalDraft::new()
                .fill("title", __discord::Fill(__modal.title).value())
                .fill("long_text", __discord::Fill(__modal.long_text).value())
                .fill("mood", __discord::Fill(__modal.mood).value())
                .fill("roles", __discord::Fill(__modal.roles).value())
                .fill("address", __discord::Fill(__modal.address).value())
        }
    }
};
#[modal(footer = "Thank **you**.")]
struct ReportForm {
    #[field(text = "# Kind")]
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
                            )
                            .text("# Kind"),
                    ]
                },
            )
            .footer("Thank **you**.");
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
