//! Commands whose specifications are written by hand, for tests of single settings.

/// Declares a command: `by_hand!(Ping, "ping", ping, .owners_only())` is the type `Ping`, named `ping`, run by the function `ping`.
macro_rules! by_hand {
    ($item:ident, $name:literal, $handler:path $(, $($with:tt)+)?) => {
        struct $item;

        impl mindtrace_discord::command::CommandItem for $item {
            const SPEC: mindtrace_discord::command::CommandSpec =
                mindtrace_discord::command::CommandSpec::new($name, "By hand.", Self::invoke)
                    .source(file!(), line!())
                    $($($with)+)?;

            fn invoke<'a>(
                ctx: &'a mindtrace_discord::Context,
                _: &mut mindtrace_discord::args::Arguments,
            ) -> mindtrace_discord::__private::Invoked<'a> {
                mindtrace_discord::__private::run($handler(ctx))
            }
        }
    };
}
