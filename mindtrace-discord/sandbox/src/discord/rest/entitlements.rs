//! `/applications/{id}/entitlements`: what users and guilds have bought of the application.

use serde_json::{Value, json};

use crate::discord::{
    api_error::Code,
    body::Call,
    rest::reply::{Outcome, Reply},
    world::{Kind, World},
};
use crate::json::put;

/// Lists entitlements. Deleted ones are not stored.
pub(super) fn list(world: &World, call: &Call, application: &str) -> Outcome {
    if application != world.application().to_string() {
        return Err(Code::NotThisApplication.into());
    }
    let now = world.now().to_string();
    let is = |entitlement: &Value, key: &str| {
        call.query(key).is_none_or(|wanted| entitlement[key].as_str() == Some(wanted))
    };
    let is_asked = |entitlement: &Value| {
        call.query("sku_ids")
            .is_none_or(|skus| skus.split(',').any(|sku| entitlement["sku_id"].as_str() == Some(sku)))
    };
    let lasts = |entitlement: &Value| {
        !call.truthy("exclude_ended") || entitlement["ends_at"].as_str().is_none_or(|end| end > now.as_str())
    };
    let all = world.guilds.get(&world.home).map(|home| home.belongings.all(Kind::Entitlement));
    let found = all.unwrap_or_default().into_iter().filter(|entitlement| {
        is(entitlement, "user_id")
            && is(entitlement, "guild_id")
            && is_asked(entitlement)
            && lasts(entitlement)
    });
    Ok(Reply::ok(json!(found.collect::<Vec<Value>>())))
}

/// Marks an entitlement to a consumable as consumed.
pub(super) fn consume(world: &mut World, application: &str, id: &str) -> Outcome {
    if application != world.application().to_string() {
        return Err(Code::NotThisApplication.into());
    }
    let home = world.home;
    let id: u64 = id.parse().map_err(|_| Code::NotFound)?;
    let belongings = world.guilds.get_mut(&home).map(|home| &mut home.belongings);
    let entitlement = belongings.and_then(|belongings| belongings.get_mut(Kind::Entitlement, id));
    put(entitlement.ok_or(Code::NotFound)?, "consumed", json!(true));
    Ok(Reply::no_content())
}
