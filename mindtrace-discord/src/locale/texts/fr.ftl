# The framework's own texts in French. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = La commande `{ $name }` n'existe pas.
mindtrace-unknown-command-nearest = La commande `{ $name }` n'existe pas. Voulais-tu dire { $nearest } ?
mindtrace-incomplete = `{ $group }` est un groupe de commandes : { $commands }.
mindtrace-disabled = Cette commande est désactivée pour le moment.
mindtrace-draining = Je redémarre. Réessaie dans un instant.
mindtrace-guild-only = Cette commande ne fonctionne que sur les serveurs.
mindtrace-dm-only = Cette commande ne fonctionne qu'en message privé.
mindtrace-nsfw-only = Cette commande ne fonctionne que dans les salons soumis à une limite d'âge.
mindtrace-owners-only = Cette commande est réservée aux propriétaires du bot.
mindtrace-not-entitled = Cette commande est une fonctionnalité premium.
mindtrace-missing-permissions = Pour utiliser cette commande ici, il te faut { $permissions }.
mindtrace-bot-missing-permissions = Pour faire cela ici, il me faut { $permissions }.
mindtrace-more-permissions = d'autres permissions
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Pas si vite : tu pourras réutiliser cette commande { $when }.
mindtrace-busy = C'est déjà en cours. Réessaie quand ce sera terminé.
mindtrace-overloaded = Je suis occupé pour le moment. Réessaie dans une minute.
mindtrace-denied = Tu ne peux pas utiliser cette commande ici.
mindtrace-not-below-caller = `{ $parameter }` doit être un membre de rang inférieur au tien.
mindtrace-expired = Ceci a expiré. Lance de nouveau la commande.
mindtrace-not-for-you = Ceci est destiné à quelqu'un d'autre.
mindtrace-no-modal = Cette commande ouvre un formulaire, ce qui n'est possible que sur Discord.
mindtrace-modal-timeout = Le formulaire n'a pas été envoyé à temps.
mindtrace-wait-timeout = J'ai attendu une réponse trop longtemps et je me suis arrêté.
mindtrace-changed = Cette commande a changé. Réessaie dans un instant.
mindtrace-no-private-answer = Je ne peux répondre à cela qu'en privé, et tu n'acceptes pas les messages privés de ce serveur.
mindtrace-no-answer = Il n'y a pas de réponse à cela.
mindtrace-deadline = Cela a pris trop de temps, je me suis donc arrêté.
mindtrace-cancelled = J'ai dû m'arrêter avant la fin. Réessaie dans un instant.
mindtrace-failed = Quelque chose s'est mal passé de mon côté.
mindtrace-with-reference = { $message } Référence : `{ $reference }`
mindtrace-not-done = Cela n'a pas fonctionné.

# Answers and labels

mindtrace-done = C'est fait.
mindtrace-open = Ouvrir
mindtrace-yes = Oui
mindtrace-no = Non

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } et { $last }
mindtrace-list-or = { $first } ou { $last }

# Arguments

mindtrace-argument-missing = Il manque `{ $parameter }` : { $expected }.
mindtrace-argument-invalid = `{ $parameter }` doit être { $expected }, pas `{ $value }`.
mindtrace-argument-ambiguous = `{ $parameter }` est ambigu : { $reason }.
mindtrace-argument-twice = `{ $parameter }` a été indiqué deux fois.
mindtrace-argument-too-long = `{ $parameter }` accepte au plus { $most } valeurs.
mindtrace-argument-too-many = `{ $value }` est un mot de trop. Mets un texte de plusieurs mots entre "guillemets".
mindtrace-argument-unknown = Il n'y a pas d'argument nommé `{ $name }`.
mindtrace-argument-open-quote = Un guillemet est ouvert et jamais fermé. Écris \" pour un guillemet qui fait partie du texte.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = { $count } membres portent ce nom ; mentionne le bon
mindtrace-ambiguous-roles = { $count } rôles portent ce nom ; mentionne le bon
mindtrace-ambiguous-channels = { $count } salons portent ce nom ; mentionne le bon
mindtrace-ambiguous-user-or-role = un membre et un rôle portent ce nom ; mentionne le bon

# Completes "`x` must be …"

mindtrace-expected-text = un texte
mindtrace-expected-boolean = `true` ou `false`
mindtrace-expected-character = un seul caractère
mindtrace-expected-integer = un nombre entier
mindtrace-expected-number = un nombre
mindtrace-expected-duration = une durée comme `30s` ou `1h30m`
mindtrace-expected-time = une date comme `2026-11-24T10:00Z` ou `<t:1795514400>`
mindtrace-expected-user = un utilisateur, par mention, identifiant ou nom
mindtrace-expected-member = un membre de ce serveur, par mention, identifiant ou nom
mindtrace-expected-role = un rôle de ce serveur, par mention, identifiant ou nom
mindtrace-expected-user-or-role = un utilisateur ou un rôle, par mention, identifiant ou nom
mindtrace-expected-channel = un salon de ce serveur, par mention, identifiant ou nom
mindtrace-expected-user-id = un utilisateur, par mention ou identifiant
mindtrace-expected-guild-id = l'identifiant d'un serveur
mindtrace-expected-message-id = l'identifiant d'un message
mindtrace-expected-message = un message d'ici que tu peux lire, par lien ou identifiant
mindtrace-expected-emoji = un émoji
mindtrace-expected-code = du code, avec ou sans bloc de code
mindtrace-expected-attachment = un fichier, joint sur Discord
mindtrace-expected-parsed = quelque chose que cette commande comprend
mindtrace-expected-choice = l'une de ces valeurs : { $choices }
mindtrace-expected-choice-more = { $choices } et { $count } autres
mindtrace-expected-channel-of-kind = { $kinds } de ce serveur, par mention, identifiant ou nom
mindtrace-expected-between = { $expected } de { $min } à { $max }
mindtrace-expected-at-least = { $expected } d'au moins { $min }
mindtrace-expected-at-most = { $expected } d'au plus { $max }
mindtrace-expected-length-between = { $expected } de { $min } à { $max } caractères
mindtrace-expected-length-at-least = { $expected } d'au moins { $min ->
        [one] { $min } caractère
       *[other] { $min } caractères
    }
mindtrace-expected-length-at-most = { $expected } d'au plus { $max ->
        [one] { $max } caractère
       *[other] { $max } caractères
    }
mindtrace-channel-text = un salon textuel
mindtrace-channel-voice = un salon vocal
mindtrace-channel-category = une catégorie
mindtrace-channel-announcement = un salon d'annonces
mindtrace-channel-thread = un fil
mindtrace-channel-stage = un salon de conférence
mindtrace-channel-forum = un forum
mindtrace-channel-media = un salon médias

# Help

mindtrace-help-title = Commandes
mindtrace-help-footer = { $call } explique une commande.
mindtrace-help-prefixes = Préfixes : { $prefixes }
mindtrace-help-other = Autres
mindtrace-help-none = Il n'y a pas de commande que tu puisses utiliser ici.
mindtrace-help-usage = Utilisation
mindtrace-help-arguments = Arguments
mindtrace-help-optional = (facultatif)
mindtrace-help-aliases = Autres noms
mindtrace-help-permissions = Il te faut
mindtrace-help-how-often = Fréquence
mindtrace-help-rate = { $uses ->
        [one] une fois en { $duration }
       *[other] { $uses } fois en { $duration }
    }
mindtrace-help-rate-guild = { $rate } pour tout le serveur
mindtrace-help-rate-channel = { $rate } pour tout le salon
mindtrace-help-rate-member = { $rate } pour chaque membre
mindtrace-help-rate-global = { $rate } pour tous les utilisateurs ensemble
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
mindtrace-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }

# Permissions, as Discord's client calls them

mindtrace-permission-create-invite = Créer une invitation
mindtrace-permission-kick-members = Expulser des membres
mindtrace-permission-ban-members = Bannir des membres
mindtrace-permission-administrator = Administrateur
mindtrace-permission-manage-channels = Gérer les salons
mindtrace-permission-manage-server = Gérer le serveur
mindtrace-permission-add-reactions = Ajouter des réactions
mindtrace-permission-view-audit-log = Voir les logs du serveur
mindtrace-permission-priority-speaker = Voix prioritaire
mindtrace-permission-video = Vidéo
mindtrace-permission-view-channels = Voir les salons
mindtrace-permission-send-messages = Envoyer des messages
mindtrace-permission-send-tts-messages = Envoyer des messages de synthèse vocale
mindtrace-permission-manage-messages = Gérer les messages
mindtrace-permission-embed-links = Intégrer des liens
mindtrace-permission-attach-files = Joindre des fichiers
mindtrace-permission-read-message-history = Voir les anciens messages
mindtrace-permission-mention-everyone = Mentionner @everyone, @here et tous les rôles
mindtrace-permission-use-external-emoji = Utiliser des émojis externes
mindtrace-permission-view-server-insights = Voir les analyses de serveur
mindtrace-permission-connect = Se connecter
mindtrace-permission-speak = Parler
mindtrace-permission-mute-members = Rendre les membres muets
mindtrace-permission-deafen-members = Mettre en sourdine des membres
mindtrace-permission-move-members = Déplacer des membres
mindtrace-permission-use-voice-activity = Utiliser la Détection de la voix
mindtrace-permission-change-nickname = Changer le pseudo
mindtrace-permission-manage-nicknames = Gérer les pseudos
mindtrace-permission-manage-roles = Gérer les rôles
mindtrace-permission-manage-webhooks = Gérer les webhooks
mindtrace-permission-manage-expressions = Gérer les expressions
mindtrace-permission-use-application-commands = Utiliser les commandes de l'application
mindtrace-permission-request-to-speak = Demande de prise de parole
mindtrace-permission-manage-events = Gérer les événements
mindtrace-permission-manage-threads = Gérer les fils
mindtrace-permission-create-public-threads = Créer des fils publics
mindtrace-permission-create-private-threads = Créer des fils privés
mindtrace-permission-use-external-stickers = Utiliser des autocollants externes
mindtrace-permission-send-messages-in-threads = Envoyer des messages dans les fils
mindtrace-permission-use-activities = Utiliser les Activités
mindtrace-permission-timeout-members = Exclure temporairement des membres
mindtrace-permission-view-subscription-insights = Voir les analyses des abonnements au serveur
mindtrace-permission-use-soundboard = Utiliser la Soundboard
mindtrace-permission-create-expressions = Créer des expressions
mindtrace-permission-create-events = Créer des événements
mindtrace-permission-use-external-sounds = Utiliser des sons externes
mindtrace-permission-send-voice-messages = Envoyer des messages vocaux
mindtrace-permission-set-voice-channel-status = Définir un statut de salon vocal
mindtrace-permission-create-polls = Créer des sondages
mindtrace-permission-use-external-apps = Utiliser des applications externes
mindtrace-permission-pin-messages = Épingler des messages
mindtrace-permission-bypass-slowmode = Contourner le mode lent
