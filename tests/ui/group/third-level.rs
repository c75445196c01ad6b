use mindtrace_discord::prelude::*;

#[group]
mod tag {
    #[mindtrace_discord::group]
    pub mod admin {
        #[mindtrace_discord::group]
        pub mod all {
            #[mindtrace_discord::command]
            pub async fn hello() {}
        }
    }
}

fn main() {
    let _ = tag::admin::all::hello;
}
