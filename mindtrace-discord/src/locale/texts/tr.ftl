# The framework's own texts in Turkish. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = `{ $name }` adlı bir komut yok.
mindtrace-unknown-command-nearest = `{ $name }` adlı bir komut yok. Şunu mu demek istedin: { $nearest }?
mindtrace-incomplete = `{ $group }` bir komut grubudur: { $commands }.
mindtrace-disabled = Bu komut şu anda kapalı.
mindtrace-draining = Yeniden başlıyorum. Birazdan tekrar dene.
mindtrace-guild-only = Bu komut yalnızca sunucularda çalışır.
mindtrace-dm-only = Bu komut yalnızca direkt mesajlarda çalışır.
mindtrace-nsfw-only = Bu komut yalnızca yaş sınırı olan kanallarda çalışır.
mindtrace-owners-only = Bu komut yalnızca botun sahipleri içindir.
mindtrace-not-entitled = Bu komut premium bir özelliktir.
mindtrace-missing-permissions = Bu komutu burada kullanmak için şu izinlere ihtiyacın var: { $permissions }.
mindtrace-bot-missing-permissions = Bunu burada yapmak için şu izinlere ihtiyacım var: { $permissions }.
mindtrace-more-permissions = daha fazla izin
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = Yavaş ol: bunu { $when } tekrar kullanabilirsin.
mindtrace-busy = Bu zaten çalışıyor. Bittiğinde tekrar dene.
mindtrace-overloaded = Şu anda meşgulüm. Bir dakika sonra tekrar dene.
mindtrace-denied = Bu komutu burada kullanamazsın.
mindtrace-not-below-caller = `{ $parameter }`, rütbesi seninkinden düşük bir üye olmalı.
mindtrace-expired = Bunun süresi doldu. Komutu yeniden çalıştır.
mindtrace-not-for-you = Bu başka bir kullanıcı için.
mindtrace-no-modal = Bu komut bir form açar; bu yalnızca Discord'da çalışır.
mindtrace-modal-timeout = Form zamanında gönderilmedi.
mindtrace-wait-timeout = Bir yanıtı çok uzun süre bekledim ve durdum.
mindtrace-changed = Bu komut değişti. Birazdan tekrar dene.
mindtrace-no-private-answer = Buna yalnızca özel olarak yanıt verebilirim, ama bu sunucudan direkt mesaj kabul etmiyorsun.
mindtrace-no-answer = Bunun bir yanıtı yok.
mindtrace-deadline = Bu çok uzun sürdü, bu yüzden durdum.
mindtrace-cancelled = Bitmeden durmak zorunda kaldım. Birazdan tekrar dene.
mindtrace-failed = Benim tarafımda bir şeyler ters gitti.
mindtrace-with-reference = { $message } Referans: `{ $reference }`
mindtrace-not-done = Bu işe yaramadı.

# Answers and labels

mindtrace-done = Tamamlandı.
mindtrace-open = Aç
mindtrace-yes = Evet
mindtrace-no = Hayır

# Lists: "a, b and c"

mindtrace-list = { $first }, { $last }
mindtrace-list-and = { $first } ve { $last }
mindtrace-list-or = { $first } veya { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` eksik: { $expected }.
mindtrace-argument-invalid = `{ $value }`, `{ $parameter }` için geçersiz. Beklenen: { $expected }.
mindtrace-argument-ambiguous = `{ $parameter }` belirsiz: { $reason }.
mindtrace-argument-twice = `{ $parameter }` iki kez verildi.
mindtrace-argument-too-long = `{ $parameter }` en fazla { $most } değer alır.
mindtrace-argument-too-many = `{ $value }` fazladan bir kelime. Birden çok kelimeli metni "tırnak" içine al.
mindtrace-argument-unknown = `{ $name }` adlı bir argüman yok.
mindtrace-argument-open-quote = Bir tırnak açılmış ama kapatılmamış. Metne ait bir tırnak için \" yaz.

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = bu adda { $count } üye var; istediğinden bahset
mindtrace-ambiguous-roles = bu adda { $count } rol var; istediğinden bahset
mindtrace-ambiguous-channels = bu adda { $count } kanal var; istediğinden bahset
mindtrace-ambiguous-user-or-role = bu adda bir üye ve bir rol var; istediğinden bahset

# Completes "`x` must be …"

mindtrace-expected-text = bir metin
mindtrace-expected-boolean = `true` veya `false`
mindtrace-expected-character = tek bir karakter
mindtrace-expected-integer = bir tam sayı
mindtrace-expected-number = bir sayı
mindtrace-expected-duration = `30s` veya `1h30m` gibi bir süre
mindtrace-expected-time = `2026-11-24T10:00Z` veya `<t:1795514400>` gibi bir zaman
mindtrace-expected-user = bir kullanıcı (bahsetme, kimlik veya ad)
mindtrace-expected-member = bu sunucunun bir üyesi (bahsetme, kimlik veya ad)
mindtrace-expected-role = bu sunucunun bir rolü (bahsetme, kimlik veya ad)
mindtrace-expected-user-or-role = bir kullanıcı veya rol (bahsetme, kimlik veya ad)
mindtrace-expected-channel = bu sunucunun bir kanalı (bahsetme, kimlik veya ad)
mindtrace-expected-user-id = bir kullanıcı (bahsetme veya kimlik)
mindtrace-expected-guild-id = bir sunucunun kimliği
mindtrace-expected-message-id = bir mesajın kimliği
mindtrace-expected-message = burada okuyabildiğin bir mesaj (bağlantı veya kimlik)
mindtrace-expected-emoji = bir emoji
mindtrace-expected-code = kod, kod bloğunda veya bloksuz
mindtrace-expected-attachment = Discord'da eklenmiş bir dosya
mindtrace-expected-parsed = bu komutun anladığı bir şey
mindtrace-expected-choice = şunlardan biri: { $choices }
mindtrace-expected-choice-more = { $choices } ve { $count } tane daha
mindtrace-expected-channel-of-kind = bu sunucuda { $kinds } (bahsetme, kimlik veya ad)
mindtrace-expected-between = { $expected }, { $min } ile { $max } arasında
mindtrace-expected-at-least = { $expected }, en az { $min }
mindtrace-expected-at-most = { $expected }, en fazla { $max }
mindtrace-expected-length-between = { $expected }, { $min } ile { $max } karakter arasında
mindtrace-expected-length-at-least = { $expected }, en az { $min } karakter
mindtrace-expected-length-at-most = { $expected }, en fazla { $max } karakter
mindtrace-channel-text = bir metin kanalı
mindtrace-channel-voice = bir ses kanalı
mindtrace-channel-category = bir kategori
mindtrace-channel-announcement = bir duyuru kanalı
mindtrace-channel-thread = bir alt başlık
mindtrace-channel-stage = bir sahne kanalı
mindtrace-channel-forum = bir forum
mindtrace-channel-media = bir medya kanalı

# Help

mindtrace-help-title = Komutlar
mindtrace-help-footer = { $call } bir komutu açıklar.
mindtrace-help-prefixes = Önekler: { $prefixes }
mindtrace-help-other = Diğer
mindtrace-help-none = Burada kullanabileceğin bir komut yok.
mindtrace-help-usage = Kullanım
mindtrace-help-arguments = Argümanlar
mindtrace-help-optional = (isteğe bağlı)
mindtrace-help-aliases = Diğer adları
mindtrace-help-permissions = Gerekenler
mindtrace-help-how-often = Ne sıklıkta
mindtrace-help-rate = { $duration } içinde { $uses } kez
mindtrace-help-rate-guild = tüm sunucu için { $rate }
mindtrace-help-rate-channel = tüm kanal için { $rate }
mindtrace-help-rate-member = her üye için { $rate }
mindtrace-help-rate-global = tüm kullanıcılar için toplam { $rate }
# Completes "once in …"
mindtrace-seconds = { $count } saniye
mindtrace-minutes = { $count } dakika
