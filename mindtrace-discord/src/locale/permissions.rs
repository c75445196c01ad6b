//! The names of permissions, as Discord's client shows them.

use serenity::model::Permissions;

use super::Language;

/// The bit of each permission, and the key of its name. serenity does not know the last ones.
const KEYS: &[(u32, &str)] = &[
    (0, "mindtrace-permission-create-invite"),
    (1, "mindtrace-permission-kick-members"),
    (2, "mindtrace-permission-ban-members"),
    (3, "mindtrace-permission-administrator"),
    (4, "mindtrace-permission-manage-channels"),
    (5, "mindtrace-permission-manage-server"),
    (6, "mindtrace-permission-add-reactions"),
    (7, "mindtrace-permission-view-audit-log"),
    (8, "mindtrace-permission-priority-speaker"),
    (9, "mindtrace-permission-video"),
    (10, "mindtrace-permission-view-channels"),
    (11, "mindtrace-permission-send-messages"),
    (12, "mindtrace-permission-send-tts-messages"),
    (13, "mindtrace-permission-manage-messages"),
    (14, "mindtrace-permission-embed-links"),
    (15, "mindtrace-permission-attach-files"),
    (16, "mindtrace-permission-read-message-history"),
    (17, "mindtrace-permission-mention-everyone"),
    (18, "mindtrace-permission-use-external-emoji"),
    (19, "mindtrace-permission-view-server-insights"),
    (20, "mindtrace-permission-connect"),
    (21, "mindtrace-permission-speak"),
    (22, "mindtrace-permission-mute-members"),
    (23, "mindtrace-permission-deafen-members"),
    (24, "mindtrace-permission-move-members"),
    (25, "mindtrace-permission-use-voice-activity"),
    (26, "mindtrace-permission-change-nickname"),
    (27, "mindtrace-permission-manage-nicknames"),
    (28, "mindtrace-permission-manage-roles"),
    (29, "mindtrace-permission-manage-webhooks"),
    (30, "mindtrace-permission-manage-expressions"),
    (31, "mindtrace-permission-use-application-commands"),
    (32, "mindtrace-permission-request-to-speak"),
    (33, "mindtrace-permission-manage-events"),
    (34, "mindtrace-permission-manage-threads"),
    (35, "mindtrace-permission-create-public-threads"),
    (36, "mindtrace-permission-create-private-threads"),
    (37, "mindtrace-permission-use-external-stickers"),
    (38, "mindtrace-permission-send-messages-in-threads"),
    (39, "mindtrace-permission-use-activities"),
    (40, "mindtrace-permission-timeout-members"),
    (41, "mindtrace-permission-view-subscription-insights"),
    (42, "mindtrace-permission-use-soundboard"),
    (43, "mindtrace-permission-create-expressions"),
    (44, "mindtrace-permission-create-events"),
    (45, "mindtrace-permission-use-external-sounds"),
    (46, "mindtrace-permission-send-voice-messages"),
    (48, "mindtrace-permission-set-voice-channel-status"),
    (49, "mindtrace-permission-create-polls"),
    (50, "mindtrace-permission-use-external-apps"),
    (51, "mindtrace-permission-pin-messages"),
    (52, "mindtrace-permission-bypass-slowmode"),
];

/// Returns the names of permissions.
pub(crate) fn names(permissions: Permissions, language: Language<'_>) -> impl Iterator<Item = String> {
    let contained = KEYS.iter().filter(move |(bit, _)| permissions.bits() & (1_u64 << *bit) != 0);
    contained.map(move |(_, key)| language.text(key, []))
}

/// Lists permissions in bold, such as "**Manage Messages** and **Kick Members**".
pub(crate) fn listed(permissions: Permissions, language: Language<'_>) -> String {
    let names: Vec<String> = names(permissions, language).map(|name| format!("**{name}**")).collect();
    if names.is_empty() {
        return language.text("mindtrace-more-permissions", []);
    }
    language.list("mindtrace-list-and", names)
}

#[cfg(test)]
mod tests {
    use serenity::model::Permissions;

    use super::{KEYS, listed, names};
    use crate::locale::Language;
    use crate::permissions::{BYPASS_SLOWMODE, PIN_MESSAGES};

    #[test]
    fn every_permission_has_a_name() {
        for permission in Permissions::all().iter().chain([PIN_MESSAGES, BYPASS_SLOWMODE]) {
            let names: Vec<String> = names(permission, Language::ENGLISH).collect();
            assert!(
                matches!(names.as_slice(), [name] if !name.contains("mindtrace")),
                "{permission:?}: {names:?}"
            );
        }
        for (bit, key) in KEYS {
            assert_ne!(Language::ENGLISH.text(key, []), *key, "bit {bit} has no name");
        }
    }

    #[test]
    fn the_names_are_those_of_discords_client() {
        let permissions =
            Permissions::MANAGE_GUILD | Permissions::MODERATE_MEMBERS | Permissions::SEND_MESSAGES_IN_THREADS;
        assert_eq!(
            listed(permissions, Language::ENGLISH),
            "**Manage Server**, **Send Messages in Threads** and **Timeout Members**"
        );
        assert_eq!(listed(Permissions::empty(), Language::ENGLISH), "more permissions");
    }
}
