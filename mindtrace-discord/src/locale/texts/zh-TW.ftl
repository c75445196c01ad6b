# The framework's own texts in traditional Chinese. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = 沒有名為 `{ $name }` 的指令。
mindtrace-unknown-command-nearest = 沒有名為 `{ $name }` 的指令。您是不是想用 { $nearest }？
mindtrace-incomplete = `{ $group }` 是一組指令：{ $commands }。
mindtrace-disabled = 此指令目前已停用。
mindtrace-draining = 我正在重新啟動，請稍後再試。
mindtrace-guild-only = 此指令只能在伺服器中使用。
mindtrace-dm-only = 此指令只能在私人訊息中使用。
mindtrace-nsfw-only = 此指令只能在有年齡限制的頻道中使用。
mindtrace-owners-only = 此指令僅供機器人的擁有者使用。
mindtrace-not-entitled = 此指令為進階付費功能。
mindtrace-missing-permissions = 要在這裡使用此指令，您需要 { $permissions } 權限。
mindtrace-bot-missing-permissions = 要在這裡這麼做，我需要 { $permissions } 權限。
mindtrace-more-permissions = 更多
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = 請慢一點：您可以在{ $when }再次使用。
mindtrace-busy = 它已經在執行了，請等它完成後再試。
mindtrace-overloaded = 我現在很忙，請一分鐘後再試。
mindtrace-denied = 您不能在這裡使用此指令。
mindtrace-not-below-caller = `{ $parameter }` 必須是階級低於您的成員。
mindtrace-expired = 已過期，請重新執行指令。
mindtrace-not-for-you = 這是給其他使用者的。
mindtrace-no-modal = 此指令會開啟表單，而表單只能在 Discord 上使用。
mindtrace-modal-timeout = 表單未及時送出。
mindtrace-wait-timeout = 等待回覆的時間太長，我已停止。
mindtrace-changed = 此指令已變更，請稍後再試。
mindtrace-no-private-answer = 我只能私下回覆，但您不接收來自此伺服器的私人訊息。
mindtrace-no-answer = 對此沒有答覆。
mindtrace-deadline = 花費時間太長，我已停止。
mindtrace-cancelled = 我不得不在完成之前停止，請稍後再試。
mindtrace-failed = 我這邊出了點問題。
mindtrace-with-reference = { $message } 參考編號：`{ $reference }`
mindtrace-not-done = 操作沒有成功。

# Answers and labels

mindtrace-done = 完成。
mindtrace-open = 開啟
mindtrace-yes = 是
mindtrace-no = 否

# Lists: "a, b and c"

mindtrace-list = { $first }、{ $last }
mindtrace-list-and = { $first }和{ $last }
mindtrace-list-or = { $first } 或 { $last }

# Arguments

mindtrace-argument-missing = 缺少 `{ $parameter }`：{ $expected }。
mindtrace-argument-invalid = `{ $parameter }` 必須是{ $expected }，不能是 `{ $value }`。
mindtrace-argument-ambiguous = `{ $parameter }` 不明確：{ $reason }。
mindtrace-argument-twice = `{ $parameter }` 給了兩次。
mindtrace-argument-too-long = `{ $parameter }` 最多接受 { $most } 個值。
mindtrace-argument-too-many = `{ $value }` 是多餘的詞。由多個詞組成的文字請放在 "引號" 中。
mindtrace-argument-unknown = 沒有名為 `{ $name }` 的參數。
mindtrace-argument-open-quote = 有一個引號沒有結束。屬於文字的引號請寫成 \"。

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = 有 { $count } 名成員叫這個名字，請提及您指的那一位
mindtrace-ambiguous-roles = 有 { $count } 個身分組叫這個名字，請提及您指的那一個
mindtrace-ambiguous-channels = 有 { $count } 個頻道叫這個名字，請提及您指的那一個
mindtrace-ambiguous-user-or-role = 有一名成員和一個身分組叫這個名字，請提及您指的那一個

# Completes "`x` must be …"

mindtrace-expected-text = 文字
mindtrace-expected-boolean = `true` 或 `false`
mindtrace-expected-character = 單一字元
mindtrace-expected-integer = 整數
mindtrace-expected-number = 數字
mindtrace-expected-duration = 時間長度，例如 `30s` 或 `1h30m`
mindtrace-expected-time = 時間點，例如 `2026-11-24T10:00Z` 或 `<t:1795514400>`
mindtrace-expected-user = 使用者（提及、ID 或名稱）
mindtrace-expected-member = 此伺服器的成員（提及、ID 或名稱）
mindtrace-expected-role = 此伺服器的身分組（提及、ID 或名稱）
mindtrace-expected-user-or-role = 使用者或身分組（提及、ID 或名稱）
mindtrace-expected-channel = 此伺服器的頻道（提及、ID 或名稱）
mindtrace-expected-user-id = 使用者（提及或 ID）
mindtrace-expected-guild-id = 伺服器的 ID
mindtrace-expected-message-id = 訊息的 ID
mindtrace-expected-message = 這裡您可以閱讀的訊息（連結或 ID）
mindtrace-expected-emoji = 表情符號
mindtrace-expected-code = 程式碼（可以不用程式碼區塊）
mindtrace-expected-attachment = 在 Discord 上附加的檔案
mindtrace-expected-parsed = 此指令能理解的內容
mindtrace-expected-choice = { $choices } 其中之一
mindtrace-expected-choice-more = { $choices } 以及另外 { $count } 個
mindtrace-expected-channel-of-kind = 此伺服器的{ $kinds }（提及、ID 或名稱）
mindtrace-expected-between = { $min } 到 { $max } 之間的{ $expected }
mindtrace-expected-at-least = 不小於 { $min } 的{ $expected }
mindtrace-expected-at-most = 不大於 { $max } 的{ $expected }
mindtrace-expected-length-between = { $min } 到 { $max } 個字元的{ $expected }
mindtrace-expected-length-at-least = 至少 { $min } 個字元的{ $expected }
mindtrace-expected-length-at-most = 最多 { $max } 個字元的{ $expected }
mindtrace-channel-text = 文字頻道
mindtrace-channel-voice = 語音頻道
mindtrace-channel-category = 類別
mindtrace-channel-announcement = 公告頻道
mindtrace-channel-thread = 討論串
mindtrace-channel-stage = 舞台頻道
mindtrace-channel-forum = 論壇
mindtrace-channel-media = 媒體頻道

# Help

mindtrace-help-title = 指令
mindtrace-help-footer = { $call } 可查看指令的說明。
mindtrace-help-prefixes = 前綴：{ $prefixes }
mindtrace-help-other = 其他
mindtrace-help-none = 這裡沒有您可以使用的指令。
mindtrace-help-usage = 用法
mindtrace-help-arguments = 參數
mindtrace-help-optional = （選填）
mindtrace-help-aliases = 別名
mindtrace-help-permissions = 您需要
mindtrace-help-how-often = 使用頻率
mindtrace-help-rate = 每 { $duration } { $uses } 次
mindtrace-help-rate-guild = { $rate }（整個伺服器）
mindtrace-help-rate-channel = { $rate }（整個頻道）
mindtrace-help-rate-member = { $rate }（每名成員）
mindtrace-help-rate-global = { $rate }（所有使用者合計）
# Completes "once in …"
mindtrace-seconds = { $count } 秒
mindtrace-minutes = { $count } 分鐘
