# The framework's own texts in Japanese. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = `{ $name }` というコマンドはありません。
mindtrace-unknown-command-nearest = `{ $name }` というコマンドはありません。もしかして { $nearest } ですか？
mindtrace-incomplete = `{ $group }` はコマンドのグループです: { $commands }
mindtrace-disabled = このコマンドは現在無効になっています。
mindtrace-draining = 再起動しています。しばらくしてからもう一度お試しください。
mindtrace-guild-only = このコマンドはサーバーでのみ使えます。
mindtrace-dm-only = このコマンドはダイレクトメッセージでのみ使えます。
mindtrace-nsfw-only = このコマンドは年齢制限のあるチャンネルでのみ使えます。
mindtrace-owners-only = このコマンドはBotのオーナー専用です。
mindtrace-not-entitled = このコマンドはプレミアム機能です。
mindtrace-missing-permissions = ここでこのコマンドを使うには { $permissions } の権限が必要です。
mindtrace-bot-missing-permissions = ここでそれを行うには、私に { $permissions } の権限が必要です。
mindtrace-more-permissions = 追加
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = 少しお待ちください。{ $when }にまた使えます。
mindtrace-busy = すでに実行中です。終わってからもう一度お試しください。
mindtrace-overloaded = ただいま混み合っています。1分後にもう一度お試しください。
mindtrace-denied = ここではこのコマンドを使えません。
mindtrace-not-below-caller = `{ $parameter }` には、あなたより下位のメンバーを指定してください。
mindtrace-expired = 有効期限が切れました。もう一度コマンドを実行してください。
mindtrace-not-for-you = これは別のユーザー向けです。
mindtrace-no-modal = このコマンドはフォームを開きます。フォームはDiscordでのみ使えます。
mindtrace-modal-timeout = フォームが時間内に送信されませんでした。
mindtrace-wait-timeout = 返答を待つ時間が長すぎたため、中止しました。
mindtrace-changed = このコマンドは変更されました。しばらくしてからもう一度お試しください。
mindtrace-no-private-answer = 返答は非公開でのみ送れますが、あなたはこのサーバーからのダイレクトメッセージを許可していません。
mindtrace-no-answer = これに対する返答はありません。
mindtrace-deadline = 時間がかかりすぎたため、中止しました。
mindtrace-cancelled = 完了する前に中断されました。しばらくしてからもう一度お試しください。
mindtrace-failed = こちらで問題が発生しました。
mindtrace-with-reference = { $message } 参照番号: `{ $reference }`
mindtrace-not-done = うまくいきませんでした。

# Answers and labels

mindtrace-done = 完了しました。
mindtrace-open = 開く
mindtrace-yes = はい
mindtrace-no = いいえ

# Lists: "a, b and c"

mindtrace-list = { $first }、{ $last }
mindtrace-list-and = { $first }と{ $last }
mindtrace-list-or = { $first } または { $last }

# Arguments

mindtrace-argument-missing = `{ $parameter }` がありません: { $expected }。
mindtrace-argument-invalid = `{ $parameter }` には `{ $value }` ではなく、{ $expected }を指定してください。
mindtrace-argument-ambiguous = `{ $parameter }` がはっきりしません: { $reason }。
mindtrace-argument-twice = `{ $parameter }` が2回指定されています。
mindtrace-argument-too-long = `{ $parameter }` に指定できる値は{ $most }個までです。
mindtrace-argument-too-many = `{ $value }` は余分な単語です。複数の単語からなるテキストは "引用符" で囲んでください。
mindtrace-argument-unknown = `{ $name }` という引数はありません。
mindtrace-argument-open-quote = 引用符が閉じられていません。テキストの一部としての引用符は \" と書いてください。

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = その名前のメンバーが{ $count }人います。メンションで指定してください
mindtrace-ambiguous-roles = その名前のロールが{ $count }個あります。メンションで指定してください
mindtrace-ambiguous-channels = その名前のチャンネルが{ $count }個あります。メンションで指定してください
mindtrace-ambiguous-user-or-role = その名前のメンバーとロールがあります。メンションで指定してください

# Completes "`x` must be …"

mindtrace-expected-text = テキスト
mindtrace-expected-boolean = `true` か `false`
mindtrace-expected-character = 1文字
mindtrace-expected-integer = 整数
mindtrace-expected-number = 数値
mindtrace-expected-duration = `30s` や `1h30m` のような時間の長さ
mindtrace-expected-time = `2026-11-24T10:00Z` や `<t:1795514400>` のような日時
mindtrace-expected-user = ユーザー（メンション、ID、名前）
mindtrace-expected-member = このサーバーのメンバー（メンション、ID、名前）
mindtrace-expected-role = このサーバーのロール（メンション、ID、名前）
mindtrace-expected-user-or-role = ユーザーまたはロール（メンション、ID、名前）
mindtrace-expected-channel = このサーバーのチャンネル（メンション、ID、名前）
mindtrace-expected-user-id = ユーザー（メンション、ID）
mindtrace-expected-guild-id = サーバーのID
mindtrace-expected-message-id = メッセージのID
mindtrace-expected-message = ここであなたが読めるメッセージ（リンク、ID）
mindtrace-expected-emoji = 絵文字
mindtrace-expected-code = コード（コードブロックの有無は問いません）
mindtrace-expected-attachment = Discordで添付したファイル
mindtrace-expected-parsed = このコマンドが理解できる値
mindtrace-expected-choice = { $choices } のいずれか
mindtrace-expected-choice-more = { $choices } ほか{ $count }個
mindtrace-expected-channel-of-kind = このサーバーの{ $kinds }（メンション、ID、名前）
mindtrace-expected-between = { $min }から{ $max }までの{ $expected }
mindtrace-expected-at-least = { $min }以上の{ $expected }
mindtrace-expected-at-most = { $max }以下の{ $expected }
mindtrace-expected-length-between = { $min }～{ $max }文字の{ $expected }
mindtrace-expected-length-at-least = { $min }文字以上の{ $expected }
mindtrace-expected-length-at-most = { $max }文字以内の{ $expected }
mindtrace-channel-text = テキストチャンネル
mindtrace-channel-voice = ボイスチャンネル
mindtrace-channel-category = カテゴリー
mindtrace-channel-announcement = アナウンスチャンネル
mindtrace-channel-thread = スレッド
mindtrace-channel-stage = ステージチャンネル
mindtrace-channel-forum = フォーラム
mindtrace-channel-media = メディアチャンネル

# Help

mindtrace-help-title = コマンド
mindtrace-help-footer = { $call } でコマンドの説明を表示します。
mindtrace-help-prefixes = プレフィックス: { $prefixes }
mindtrace-help-other = その他
mindtrace-help-none = ここで使えるコマンドはありません。
mindtrace-help-usage = 使い方
mindtrace-help-arguments = 引数
mindtrace-help-optional = （省略可）
mindtrace-help-aliases = 別名
mindtrace-help-permissions = 必要な権限
mindtrace-help-how-often = 使用頻度
mindtrace-help-rate = { $duration }に{ $uses }回
mindtrace-help-rate-guild = { $rate }（サーバー全体）
mindtrace-help-rate-channel = { $rate }（チャンネル全体）
mindtrace-help-rate-member = { $rate }（メンバーごと）
mindtrace-help-rate-global = { $rate }（全ユーザー合計）
# Completes "once in …"
mindtrace-seconds = { $count }秒
mindtrace-minutes = { $count }分
