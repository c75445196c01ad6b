#[commands(category = "Admin", permissions(ADMINISTRATOR), guild_only)]
mod admin {
    /// Stop everything.
    #[command]
    pub async fn stop() {}

    /// Has a category of its own.
    #[command(category = "Other", dm_only, permissions(VIEW_CHANNEL))]
    pub async fn go() {}

    fn not_a_command() {}

    #[commands(category = "Bans")]
    mod bans {
        /// Has the outer module's permissions.
        #[command]
        pub async fn ban_all() {}
    }
}
