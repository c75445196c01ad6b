/// Count a vote.
#[component("vote:{poll}:{choice}", check = is_member, cooldown = 2)]
pub(crate) async fn vote(ctx: &Context, choice: String, poll: u64) {}

#[component("roles", name = "role-menu")]
async fn roles(values: Vec<RoleId>) {}

#[component("note:{text}", stored)]
pub async fn note(text: String) {}
