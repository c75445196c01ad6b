//! Quotes a checked schedule.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::args::When;
use super::check::Schedule;
use crate::command;
use crate::handler::{Call, Handler};
use crate::intents;
use crate::naming;

/// Quotes the registration of a schedule.
pub fn expand(schedule: &Schedule) -> TokenStream {
    let Schedule { handler: Handler { ident, output, .. }, params, when, timezone, .. } = schedule;
    let call = Call { ident, params, output };
    let marker = schedule.handler.marker();
    let name = naming::unraw(ident);
    let times = match when {
        When::Every(period) => {
            let millis = command::millis(*period);
            quote!(every(#name, #millis, Self::handle))
        }
        When::Cron(line) => quote!(cron(#name, #line, #timezone, Self::handle)),
    };
    let keys = keys(schedule);
    let (handle, state) = (call.handle(&quote!(__discord::Tick)), call.state());
    let assertions = call.assertions("a schedule takes no event except `Tick`");
    schedule.handler.registration(&quote! {
        impl __discord::ScheduleItem for #marker {
            const SPEC: __discord::ScheduleSpec = __discord::ScheduleSpec::#times
                #keys
                #state
                .source(::core::file!(), ::core::line!());

            #handle
        }

        #assertions

        __discord::inventory::submit! { <#marker as __discord::ScheduleItem>::SPEC }
    })
}

fn keys(schedule: &Schedule) -> TokenStream {
    let Schedule { run_at_start, overlap, jitter, missed, timeout, intents, .. } = schedule;
    let mut calls = TokenStream::new();
    if *run_at_start {
        calls.extend(quote!(.run_at_start()));
    }
    if *overlap {
        calls.extend(quote!(.overlap()));
    }
    if let Some(jitter) = jitter {
        let millis = command::millis(*jitter);
        calls.extend(quote!(.jitter_millis(#millis)));
    }
    if let Some(missed) = missed {
        let missed = Ident::new(missed, Span::call_site());
        calls.extend(quote!(.missed(__discord::Missed::#missed)));
    }
    if let Some(timeout) = timeout {
        let millis = command::millis(*timeout);
        calls.extend(quote!(.timeout_millis(#millis)));
    }
    calls.extend(intents::call(intents));
    calls
}
