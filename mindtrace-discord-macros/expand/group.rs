/// Texts to find again.
///
/// More about them.
#[group(aliases("t"), category = "Tags")]
mod tag {
    /// Make a new one.
    #[command(aliases("new"))]
    async fn create(name: String) {}

    #[group(name = "admin", description = "For moderators", permissions(MANAGE_GUILD))]
    mod moderation {
        #[command]
        async fn purge() {}
    }

    #[commands(hidden)]
    mod between {
        #[group]
        mod old_ones {
            #[command]
            async fn list() {}
        }
    }

    #[component("tag:{id}")]
    async fn open(id: u64) {}
}
