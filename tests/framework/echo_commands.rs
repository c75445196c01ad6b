//! Commands with parameters, declared without the attribute to keep tests short.

/// Declares a command named like its type that answers with its arguments in `{:?}`, separated by `|`.
macro_rules! echo_commands {
    ($name:ident($($ty:ty = $param:expr),* $(,)?)) => {
        #[allow(non_camel_case_types)]
        struct $name {}

        impl mindtrace_discord::command::CommandItem for $name {
            const SPEC: mindtrace_discord::command::CommandSpec =
                mindtrace_discord::command::CommandSpec::new(stringify!($name), "By hand.", Self::invoke)
                    .params(const { &[$($param),*] })
                    .source(file!(), line!());

            fn invoke<'a>(
                ctx: &'a mindtrace_discord::Context,
                args: &mut mindtrace_discord::args::Arguments,
            ) -> mindtrace_discord::reply::Invoked<'a> {
                let _ = ctx;
                let values: Vec<String> = vec![$(format!("{:?}", args.take::<$ty>()?)),*];
                Ok(Box::pin(async move { Ok(Some(mindtrace_discord::Reply::new(values.join("|")))) }))
            }
        }
    };
}

pub(crate) use echo_commands;
