# The framework's own texts in simplified Chinese. `en-US.ftl` explains them.

# Refusals

mindtrace-unknown-command = 没有名为 `{ $name }` 的命令。
mindtrace-unknown-command-nearest = 没有名为 `{ $name }` 的命令。您是不是想用 { $nearest }？
mindtrace-incomplete = `{ $group }` 是一组命令：{ $commands }。
mindtrace-disabled = 此命令目前已停用。
mindtrace-draining = 我正在重启，请稍后再试。
mindtrace-guild-only = 此命令只能在服务器中使用。
mindtrace-dm-only = 此命令只能在私信中使用。
mindtrace-nsfw-only = 此命令只能在有年龄限制的频道中使用。
mindtrace-owners-only = 此命令仅供机器人的所有者使用。
mindtrace-not-entitled = 此命令为高级功能。
mindtrace-missing-permissions = 要在这里使用此命令，您需要 { $permissions } 权限。
mindtrace-bot-missing-permissions = 要在这里这样做，我需要 { $permissions } 权限。
mindtrace-more-permissions = 更多
# `$when` is a time that Discord shows as, for example, "in 5 seconds".
mindtrace-cooldown = 请慢一点：您可以在{ $when }再次使用。
mindtrace-busy = 它已经在运行了，请等它完成后再试。
mindtrace-overloaded = 我现在很忙，请一分钟后再试。
mindtrace-denied = 您不能在这里使用此命令。
mindtrace-not-below-caller = `{ $parameter }` 必须是级别低于您的成员。
mindtrace-expired = 已过期，请重新运行命令。
mindtrace-not-for-you = 这是给其他用户的。
mindtrace-no-modal = 此命令会打开表单，而表单只能在 Discord 上使用。
mindtrace-modal-timeout = 表单未及时提交。
mindtrace-wait-timeout = 等待回复的时间太长，我已停止。
mindtrace-changed = 此命令已更改，请稍后再试。
mindtrace-no-private-answer = 我只能私下回复，但您不接收来自此服务器的私信。
mindtrace-no-answer = 对此没有答复。
mindtrace-deadline = 用时太长，我已停止。
mindtrace-cancelled = 我不得不在完成之前停止，请稍后再试。
mindtrace-failed = 我这边出了点问题。
mindtrace-with-reference = { $message } 参考编号：`{ $reference }`
mindtrace-not-done = 操作没有成功。

# Answers and labels

mindtrace-done = 完成。
mindtrace-open = 打开
mindtrace-yes = 是
mindtrace-no = 否

# Lists: "a, b and c"

mindtrace-list = { $first }、{ $last }
mindtrace-list-and = { $first }和{ $last }
mindtrace-list-or = { $first } 或 { $last }

# Arguments

mindtrace-argument-missing = 缺少 `{ $parameter }`：{ $expected }。
mindtrace-argument-invalid = `{ $parameter }` 必须是{ $expected }，不能是 `{ $value }`。
mindtrace-argument-ambiguous = `{ $parameter }` 不明确：{ $reason }。
mindtrace-argument-twice = `{ $parameter }` 给出了两次。
mindtrace-argument-too-long = `{ $parameter }` 最多接受 { $most } 个值。
mindtrace-argument-too-many = `{ $value }` 是多余的词。由多个词组成的文本请放在 "引号" 中。
mindtrace-argument-unknown = 没有名为 `{ $name }` 的参数。
mindtrace-argument-open-quote = 有一个引号没有闭合。属于文本的引号请写成 \"。

# Completes "`x` is not clear: …"

mindtrace-ambiguous-members = 有 { $count } 名成员叫这个名字，请提及您指的那一位
mindtrace-ambiguous-roles = 有 { $count } 个身份组叫这个名字，请提及您指的那一个
mindtrace-ambiguous-channels = 有 { $count } 个频道叫这个名字，请提及您指的那一个
mindtrace-ambiguous-user-or-role = 有一名成员和一个身份组叫这个名字，请提及您指的那一个

# Completes "`x` must be …"

mindtrace-expected-text = 文本
mindtrace-expected-boolean = `true` 或 `false`
mindtrace-expected-character = 单个字符
mindtrace-expected-integer = 整数
mindtrace-expected-number = 数字
mindtrace-expected-duration = 时长，例如 `30s` 或 `1h30m`
mindtrace-expected-time = 时间点，例如 `2026-11-24T10:00Z` 或 `<t:1795514400>`
mindtrace-expected-user = 用户（提及、ID 或名称）
mindtrace-expected-member = 此服务器的成员（提及、ID 或名称）
mindtrace-expected-role = 此服务器的身份组（提及、ID 或名称）
mindtrace-expected-user-or-role = 用户或身份组（提及、ID 或名称）
mindtrace-expected-channel = 此服务器的频道（提及、ID 或名称）
mindtrace-expected-user-id = 用户（提及或 ID）
mindtrace-expected-guild-id = 服务器的 ID
mindtrace-expected-message-id = 消息的 ID
mindtrace-expected-message = 这里您可以阅读的消息（链接或 ID）
mindtrace-expected-emoji = 表情符号
mindtrace-expected-code = 代码（可以不用代码块）
mindtrace-expected-attachment = 在 Discord 上附加的文件
mindtrace-expected-parsed = 此命令能理解的内容
mindtrace-expected-choice = { $choices } 之一
mindtrace-expected-choice-more = { $choices } 以及另外 { $count } 个
mindtrace-expected-channel-of-kind = 此服务器的{ $kinds }（提及、ID 或名称）
mindtrace-expected-between = { $min } 到 { $max } 之间的{ $expected }
mindtrace-expected-at-least = 不小于 { $min } 的{ $expected }
mindtrace-expected-at-most = 不大于 { $max } 的{ $expected }
mindtrace-expected-length-between = { $min } 到 { $max } 个字符的{ $expected }
mindtrace-expected-length-at-least = 至少 { $min } 个字符的{ $expected }
mindtrace-expected-length-at-most = 最多 { $max } 个字符的{ $expected }
mindtrace-channel-text = 文字频道
mindtrace-channel-voice = 语音频道
mindtrace-channel-category = 类别
mindtrace-channel-announcement = 公告频道
mindtrace-channel-thread = 子区
mindtrace-channel-stage = 讲堂频道
mindtrace-channel-forum = 论坛
mindtrace-channel-media = 媒体频道

# Help

mindtrace-help-title = 命令
mindtrace-help-footer = { $call } 可查看命令的说明。
mindtrace-help-prefixes = 前缀：{ $prefixes }
mindtrace-help-other = 其他
mindtrace-help-none = 这里没有您可以使用的命令。
mindtrace-help-usage = 用法
mindtrace-help-arguments = 参数
mindtrace-help-optional = （可选）
mindtrace-help-aliases = 别名
mindtrace-help-permissions = 您需要
mindtrace-help-how-often = 使用频率
mindtrace-help-rate = 每 { $duration } { $uses } 次
mindtrace-help-rate-guild = { $rate }（整个服务器）
mindtrace-help-rate-channel = { $rate }（整个频道）
mindtrace-help-rate-member = { $rate }（每名成员）
mindtrace-help-rate-global = { $rate }（所有用户合计）
# Completes "once in …"
mindtrace-seconds = { $count } 秒
mindtrace-minutes = { $count } 分钟
