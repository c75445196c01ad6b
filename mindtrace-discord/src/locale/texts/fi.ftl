# The framework's own texts in Finnish. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = Komentoa `{ $name }` ei ole.
mindtrace-unknown-command-nearest = Komentoa `{ $name }` ei ole. Tarkoititko { $nearest }?
mindtrace-incomplete = `{ $group }` on komentoryhmä: { $commands }.
mindtrace-disabled = Tämä komento on nyt pois käytöstä.
mindtrace-draining = Käynnistyn uudelleen. Yritä hetken kuluttua uudelleen.
mindtrace-guild-only = Tämä komento toimii vain palvelimilla.
mindtrace-dm-only = Tämä komento toimii vain yksityisviesteissä.
mindtrace-nsfw-only = Tämä komento toimii vain ikärajoitetuilla kanavilla.
mindtrace-owners-only = Tämä komento on vain botin omistajille.
mindtrace-not-entitled = Tämä komento on maksullinen ominaisuus.
mindtrace-missing-permissions = Tämän komennon käyttöön tarvitset täällä oikeudet: { $permissions }.
mindtrace-bot-missing-permissions = Siihen tarvitsen täällä oikeudet: { $permissions }.
mindtrace-more-permissions = lisää oikeuksia
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Hitaammin: voit käyttää tätä uudelleen { $when }.
mindtrace-busy = Tämä on jo käynnissä. Yritä uudelleen, kun se on valmis.
mindtrace-overloaded = Olen juuri nyt kiireinen. Yritä minuutin kuluttua uudelleen.
mindtrace-denied = Et voi käyttää tätä komentoa täällä.
mindtrace-not-below-caller = `{ $parameter }`: anna jäsen, jonka arvo on alempi kuin sinun.
mindtrace-expired = Tämä on vanhentunut. Suorita komento uudelleen.
mindtrace-not-for-you = Tämä on toiselle käyttäjälle.
mindtrace-no-modal = Tämä komento avaa lomakkeen, ja se toimii vain Discordissa.
mindtrace-modal-timeout = Lomaketta ei lähetetty ajoissa.
mindtrace-wait-timeout = Odotin vastausta liian kauan, joten lopetin.
mindtrace-changed = Tämä komento on muuttunut. Yritä hetken kuluttua uudelleen.
mindtrace-no-private-answer = Voin vastata tähän vain yksityisesti, etkä ota vastaan yksityisviestejä tältä palvelimelta.
mindtrace-no-answer = Tähän ei ole vastausta.
mindtrace-deadline = Se kesti liian kauan, joten lopetin.
mindtrace-cancelled = Jouduin lopettamaan ennen kuin tämä oli valmis. Yritä hetken kuluttua uudelleen.
mindtrace-failed = Minulla meni jotain vikaan.
mindtrace-with-reference = { $message } Viite: `{ $reference }`
mindtrace-not-done = Se ei onnistunut.

# Answers and labels

mindtrace-done = Valmis.
mindtrace-open = Avaa
mindtrace-yes = Kyllä
mindtrace-no = Ei

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } ja { $last }
mindtrace-list-or = { $first } tai { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` puuttuu: { $expected }.
mindtrace-argument-invalid = `{ $value }` ei kelpaa kohtaan `{ $parameter }`. Odotettu arvo: { $expected }.
mindtrace-argument-ambiguous = `{ $parameter }` ei ole yksiselitteinen: { $reason }.
mindtrace-argument-twice = `{ $parameter }` annettiin kahdesti.
mindtrace-argument-too-long = `{ $parameter }`: arvoja voi olla enintään { $most }.
mindtrace-argument-too-many = `{ $value }` on yksi sana liikaa. Kirjoita monisanainen teksti "lainausmerkkeihin".
mindtrace-argument-unknown = Argumenttia `{ $name }` ei ole.
mindtrace-argument-open-quote = Lainausmerkki avataan mutta sitä ei suljeta. Kirjoita tekstiin kuuluva lainausmerkki muodossa \".

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = tämä nimi on { $count } jäsenellä; mainitse oikea
mindtrace-ambiguous-roles = tämä nimi on { $count } roolilla; mainitse oikea
mindtrace-ambiguous-channels = tämä nimi on { $count } kanavalla; mainitse oikea
mindtrace-ambiguous-user-or-role = tämä nimi on jäsenellä ja roolilla; mainitse oikea

# Completes "`x` must be …"

mindtrace-expected-text = teksti
mindtrace-expected-boolean = `true` tai `false`
mindtrace-expected-character = yksi merkki
mindtrace-expected-integer = kokonaisluku
mindtrace-expected-number = luku
mindtrace-expected-duration = kesto, esimerkiksi `30s` tai `1h30m`
mindtrace-expected-time = ajankohta, esimerkiksi `2026-11-24T10:00Z` tai `<t:1795514400>`
mindtrace-expected-user = käyttäjä (maininta, ID tai nimi)
mindtrace-expected-member = tämän palvelimen jäsen (maininta, ID tai nimi)
mindtrace-expected-role = tämän palvelimen rooli (maininta, ID tai nimi)
mindtrace-expected-user-or-role = käyttäjä tai rooli (maininta, ID tai nimi)
mindtrace-expected-channel = tämän palvelimen kanava (maininta, ID tai nimi)
mindtrace-expected-user-id = käyttäjä (maininta tai ID)
mindtrace-expected-guild-id = palvelimen ID
mindtrace-expected-message-id = viestin ID
mindtrace-expected-message = täällä oleva viesti, jonka voit lukea (linkki tai ID)
mindtrace-expected-emoji = emoji
mindtrace-expected-code = koodi, koodilohkossa tai ilman
mindtrace-expected-attachment = Discordissa liitetty tiedosto
mindtrace-expected-parsed = jotain, minkä tämä komento ymmärtää
mindtrace-expected-choice = jokin näistä: { $choices }
mindtrace-expected-choice-more = { $choices } ja vielä { $count }
mindtrace-expected-channel-of-kind = { $kinds } tällä palvelimella (maininta, ID tai nimi)
mindtrace-expected-between = { $expected }, { $min }–{ $max }
mindtrace-expected-at-least = { $expected }, vähintään { $min }
mindtrace-expected-at-most = { $expected }, enintään { $max }
mindtrace-expected-length-between = { $expected }, { $min }–{ $max } merkkiä
mindtrace-expected-length-at-least = { $expected }, vähintään { $min ->
        [one] { $min } merkki
       *[other] { $min } merkkiä
    }
mindtrace-expected-length-at-most = { $expected }, enintään { $max ->
        [one] { $max } merkki
       *[other] { $max } merkkiä
    }
mindtrace-channel-text = tekstikanava
mindtrace-channel-voice = äänikanava
mindtrace-channel-category = kategoria
mindtrace-channel-announcement = ilmoituskanava
mindtrace-channel-thread = ketju
mindtrace-channel-stage = lavakanava
mindtrace-channel-forum = foorumi
mindtrace-channel-media = mediakanava

# Help

mindtrace-help-title = Komennot
mindtrace-help-footer = { $call } selittää komennon.
mindtrace-help-prefixes = Etuliitteet: { $prefixes }
mindtrace-help-other = Muut
mindtrace-help-none = Täällä ei ole komentoja, joita voit käyttää.
mindtrace-help-usage = Käyttö
mindtrace-help-arguments = Argumentit
mindtrace-help-optional = (valinnainen)
mindtrace-help-aliases = Muut nimet
mindtrace-help-permissions = Tarvitset
mindtrace-help-how-often = Kuinka usein
mindtrace-help-rate = { $uses ->
        [one] kerran { $duration }
       *[other] { $uses } kertaa { $duration }
    }
mindtrace-help-rate-guild = { $rate } koko palvelimella
mindtrace-help-rate-channel = { $rate } koko kanavalla
mindtrace-help-rate-member = { $rate } jäsentä kohti
mindtrace-help-rate-global = { $rate } kaikki käyttäjät yhteensä
# Completes "once in …"
mindtrace-seconds = { $count ->
        [one] { $count } sekunnissa
       *[other] { $count } sekunnissa
    }
mindtrace-minutes = { $count ->
        [one] { $count } minuutissa
       *[other] { $count } minuutissa
    }
