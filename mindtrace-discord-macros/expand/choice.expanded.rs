/// The colors of a wall.
enum Color {
    Red,
    DarkRed,
    #[choice(name = "Deep sea blue", value = "blue")]
    Blue,
    r#Type,
}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Choice for Color {
        const CHOICES: &'static [__discord::ChoiceSpec] = const {
            &[
                __discord::ChoiceSpec::new("Red", "red"),
                __discord::ChoiceSpec::new("Dark Red", "dark_red"),
                __discord::ChoiceSpec::new("Deep sea blue", "blue"),
                __discord::ChoiceSpec::new("Type", "type"),
            ]
        };
        fn from_value(__value: &str) -> ::core::option::Option<Self> {
            match __value {
                "red" => ::core::option::Option::Some(Self::Red),
                "dark_red" => ::core::option::Option::Some(Self::DarkRed),
                "blue" => ::core::option::Option::Some(Self::Blue),
                "type" => ::core::option::Option::Some(Self::r#Type),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl __discord::CustomIdValue for Color {
        const LONGEST: ::core::option::Option<usize> = ::core::option::Option::Some(8);
        fn encode(&self) -> ::std::string::String {
            ::std::string::String::from(
                match self {
                    Self::Red => "red",
                    Self::DarkRed => "dark_red",
                    Self::Blue => "blue",
                    Self::r#Type => "type",
                },
            )
        }
    }
};
