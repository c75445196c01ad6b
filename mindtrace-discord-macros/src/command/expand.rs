//! Quotes a checked command.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ExprPath;
use syn::spanned::Spanned;

use super::check::{Command, Kind};
use super::checks::Check;
use super::component;
use super::limits::{Concurrency, Cooldown};
use crate::argument::{self, CheckedParam};
use crate::handler::Handler;
use crate::intents;
use crate::names::OWN_PERMISSIONS;

/// Quotes the registration of a command.
pub fn expand(command: &Command) -> TokenStream {
    let Handler { ident, output, .. } = &command.handler;
    let marker = command.handler.marker();
    let spec = spec(command);
    let values = command.params.iter().map(argument::take);
    let used = |is_used: bool, name: TokenStream| if is_used { name } else { quote!(_) };
    let is_injected = |param: &CheckedParam| matches!(param, CheckedParam::Injected(_));
    let args = used(!command.params.iter().all(is_injected), quote!(__args));
    let ctx = used(command.params.iter().any(is_injected), quote!(__ctx));
    // Spanned at the return type, so that "not a reply" and "not Send" point at it.
    let run = quote_spanned!(output.span()=> __discord::run::<#output, _>);
    let id = match &command.kind {
        Kind::Component(template, carried) => {
            Some(component::id(&command.handler, &marker, template, carried, command.stored))
        }
        _ => None,
    };
    command.handler.registration(&quote! {
        impl __discord::CommandItem for #marker {
            const SPEC: __discord::CommandSpec = #spec;

            fn invoke<'a>(#ctx: &'a __discord::Context, #args: &mut __discord::Arguments) -> __discord::Invoked<'a> {
                #run(#ident(#(#values),*))
            }
        }

        #id

        __discord::inventory::submit! { <#marker as __discord::CommandItem>::SPEC }
    })
}

fn spec(command: &Command) -> TokenStream {
    let Command { name, description, help, usage, category, aliases, .. } = command;
    let mut calls = TokenStream::new();
    let mut call = |tokens: TokenStream| tokens.to_tokens(&mut calls);
    call(kind(command));
    if !command.groups.is_empty() {
        let groups = command.groups.iter().map(|group| {
            let (name, description) = (&group.name, &group.description);
            quote!(__discord::GroupSpec::new(#name, #description))
        });
        call(quote!(.groups(const { &[#(#groups),*] })));
    }
    if !help.is_empty() {
        call(quote!(.help(#help)));
    }
    if let Some(usage) = usage {
        call(quote!(.usage(#usage)));
    }
    if let Some(category) = category {
        call(quote!(.category(#category)));
    }
    if !aliases.is_empty() {
        call(quote!(.aliases(&[#(#aliases),*])));
    }
    for (method, names) in
        [("permissions", &command.permissions), ("bot_permissions", &command.bot_permissions)]
    {
        if let Some(permissions) = permissions(names) {
            let method = identifier(method);
            call(quote!(.#method(#permissions)));
        }
    }
    call(gates(command));
    for flag in &command.flags {
        let flag = identifier(flag);
        call(quote!(.#flag()));
    }
    if let Some(tool) = command.tool {
        call(quote!(.tool(#tool)));
    }
    if let Some(track) = command.track_edits {
        call(quote!(.track_edits(#track)));
    }
    if let Some(defer) = command.defer {
        let defer = identifier(defer);
        call(quote!(.defer(__discord::Defer::#defer)));
    }
    if let Some(timeout) = command.timeout {
        let millis = millis(timeout);
        call(quote!(.timeout_millis(#millis)));
    }
    if !command.surfaces.is_empty() {
        let surfaces = command.surfaces.iter().map(|surface| {
            let surface = identifier(surface);
            quote!(__discord::Surface::#surface)
        });
        call(quote!(.surfaces(&[#(#surfaces),*])));
    }
    if let Some(arguments) = argument::list(&command.params) {
        call(quote!(.params(#arguments)));
    }
    let state = state(command.params.iter().filter_map(|param| match param {
        CheckedParam::Injected(ty) => Some(ty),
        _ => None,
    }));
    call(state);
    quote! {
        __discord::CommandSpec::new(#name, #description, Self::invoke)
            #calls
            .source(::core::file!(), ::core::line!())
    }
}

fn kind(command: &Command) -> TokenStream {
    match &command.kind {
        Kind::Chat => TokenStream::new(),
        Kind::UserCommand => quote!(.user_command()),
        Kind::MessageCommand => quote!(.message_command()),
        Kind::Component(template, _) if command.stored => quote!(.stored_component(#template)),
        Kind::Component(template, carried) => component::spec(template, carried),
    }
}

/// Quotes the gates and hooks of the handler.
fn gates(command: &Command) -> TokenStream {
    let mut calls = TokenStream::new();
    if let Some(limit) = &command.cooldown {
        calls.extend(cooldown(limit));
    }
    if let Some(limit) = &command.concurrency {
        calls.extend(concurrency(limit));
    }
    if !command.checks.is_empty() {
        let checks = command.checks.iter().map(check);
        calls.extend(quote!(.checks(const { &[#(#checks),*] })));
    }
    // Spanned at the path, so that rustc points there if the function has another signature.
    calls.extend(hooks(
        "before",
        &command.before,
        |path| quote_spanned!(path.span()=> |__ctx| __discord::run_before(&#path, __ctx)),
    ));
    calls.extend(hooks(
        "after",
        &command.after,
        |path| quote_spanned!(path.span()=> |__ctx, __outcome| __discord::run_after(&#path, __ctx, __outcome)),
    ));
    calls.extend(hooks(
        "on_error",
        &command.on_error,
        |path| quote_spanned!(path.span()=> |__ctx, __error| __discord::run_on_error(&#path, __ctx, __error)),
    ));
    calls.extend(function_state(command));
    if !command.guilds.is_empty() {
        let guilds = command.guilds.iter().map(|guild| Literal::u64_unsuffixed(*guild));
        calls.extend(quote!(.guilds(&[#(#guilds),*])));
    }
    if !command.entitled.is_empty() {
        let skus = command.entitled.iter().map(|sku| Literal::u64_unsuffixed(*sku));
        calls.extend(quote!(.entitled(&[#(#skus),*])));
    }
    calls.extend(intents::call(&command.intents));
    if !command.installs.is_empty() {
        let installs = command.installs.iter().map(|install| identifier(install));
        calls.extend(quote!(.installs(&[#(__discord::Install::#installs),*])));
    }
    calls
}

fn cooldown(cooldown: &Cooldown) -> TokenStream {
    let Cooldown { uses, per, scope, bucket, strict } = cooldown;
    let per = millis(*per);
    if *uses == 1 && scope.is_none() && bucket.is_none() && !strict {
        return quote!(.cooldown_millis(#per));
    }
    let uses = Literal::u32_unsuffixed(*uses);
    let scope = scope.map(|scope| {
        let scope = identifier(scope);
        quote!(.scope(__discord::CooldownScope::#scope))
    });
    let bucket = bucket.as_ref().map(|bucket| quote!(.bucket(#bucket)));
    let strict = strict.then(|| quote!(.strict()));
    quote!(.cooldown(__discord::Cooldown::new(#uses, #per) #scope #bucket #strict))
}

fn concurrency(concurrency: &Concurrency) -> TokenStream {
    let Concurrency { limit, scope, wait } = concurrency;
    let limit = Literal::u32_unsuffixed(*limit);
    let scope = identifier(scope);
    let wait = wait.map(|wait| {
        let millis = millis(wait);
        quote!(.wait_millis(#millis))
    });
    quote!(.concurrency(__discord::Concurrency::new(__discord::CooldownScope::#scope, #limit) #wait))
}

fn check(check: &Check) -> TokenStream {
    match check {
        Check::Is(path) => {
            let name = argument::written(path);
            let call = quote_spanned!(path.span()=> |__ctx| __discord::run_check(&#path, __ctx));
            quote!(__discord::Check::Is(#name, #call))
        }
        Check::All(checks) => {
            let checks = checks.iter().map(self::check);
            quote!(__discord::Check::All(&[#(#checks),*]))
        }
        Check::Any(checks) => {
            let checks = checks.iter().map(self::check);
            quote!(__discord::Check::Any(&[#(#checks),*]))
        }
    }
}

fn hooks(method: &str, paths: &[ExprPath], quote: impl Fn(&ExprPath) -> TokenStream) -> Option<TokenStream> {
    let method = identifier(method);
    let hooks = paths.iter().map(quote);
    (!paths.is_empty()).then(|| quote!(.#method(const { &[#(#hooks),*] })))
}

/// Quotes `.function_state(…)` with the states that the checks and hooks borrow, so that a missing one is found at start.
fn function_state(command: &Command) -> Option<TokenStream> {
    let mut checks = Vec::new();
    command.checks.iter().for_each(|check| collect(check, &mut checks));
    let functions = checks.into_iter().map(|path| ("check_state", path));
    let functions = functions
        .chain(command.before.iter().map(|path| ("before_state", path)))
        .chain(command.after.iter().map(|path| ("after_state", path)))
        .chain(command.on_error.iter().map(|path| ("on_error_state", path)));
    let states: Vec<TokenStream> =
        functions.map(|(method, path)| argument::function_state(method, path)).collect();
    (!states.is_empty()).then(|| quote!(.function_state(const { &[#(#states),*] })))
}

/// Collects the functions of a check.
fn collect<'a>(check: &'a Check, functions: &mut Vec<&'a ExprPath>) {
    match check {
        Check::Is(path) => functions.push(path),
        Check::All(checks) | Check::Any(checks) => {
            for check in checks {
                collect(check, functions);
            }
        }
    }
}

/// Quotes `.state(…)` with the types that a handler borrows, so that a missing one is found at start.
pub fn state<'a>(types: impl Iterator<Item = &'a syn::Type>) -> TokenStream {
    let states: Vec<_> = types
        .map(|ty| {
            let name = ty.to_token_stream().to_string().replace(' ', "");
            quote_spanned!(ty.span()=> __discord::StateSpec::of::<#ty>(#name))
        })
        .collect();
    if states.is_empty() { TokenStream::new() } else { quote!(.state(const { &[#(#states),*] })) }
}

fn permissions(names: &[&'static str]) -> Option<TokenStream> {
    let (first, rest) = names.split_first()?;
    let first = permission(first);
    let rest = rest.iter().map(|name| permission(name));
    Some(quote!(#first #(.union(#rest))*))
}

/// Quotes the constant of a permission: serenity's, or ours if serenity has none.
fn permission(name: &str) -> TokenStream {
    let constant = identifier(name);
    if OWN_PERMISSIONS.contains(&name) {
        quote!(__discord::permissions::#constant)
    } else {
        quote!(__discord::Permissions::#constant)
    }
}

/// Returns a duration in milliseconds, as a literal.
pub fn millis(duration: std::time::Duration) -> Literal {
    Literal::u64_unsuffixed(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}

fn identifier(name: &str) -> Ident {
    Ident::new(name, proc_macro2::Span::call_site())
}
