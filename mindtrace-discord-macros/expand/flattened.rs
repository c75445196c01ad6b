/// The filter of a search.
#[derive(Args)]
pub struct Filter {
    /// How many
    #[arg(min = 1, max = 50, default = 10)]
    pub limit: u8,
    #[arg(flatten)]
    range: Range,
    from: Option<User>,
}

/// Find messages.
#[command]
async fn find(ctx: &Context, text: String, #[arg(flatten)] filter: Filter, #[arg(flag)] quiet: bool) {}

#[command]
async fn all(#[arg(flatten)] filter: Filter) {}
