package ask

// The amendments: words beyond the definition of a question that this project
// started from. They add asking words that people use without a question mark,
// and exceptions for reported and rhetorical speech. README.md shows what they
// gain; newVocabulary(definedLists()) reads without them.

// amendedAsking joins asking.
const amendedAsking = `
如何 怎样 周几 星期几 礼拜几 初几 哪 哪儿 哪种 哪些 哪位 哪边 哪几 去哪 如何办 几多 几耐 乜嘢 谁家 谁在 谁用过 谁吃过 谁买过 谁去过 谁试过 谁要 谁拿 谁拍的 谁出 有谁 找谁 是谁 谁负责 谁管
多长 多重 多高 多远 多宽 多厚 多深 多粗 多长时间 多钱 啥价 何时 为何 怎么了 是多少 多少个 多少斤 多少块 多少天 多少次 多少人 多少度 多少克 多少毫升 多少积分 多少分 多少单词 多少号 多少包 多少瓶 多少张 多少字 多少页 多少件 多少米 多少公里 多少岁 多少期 多少位`

// amendedChecking joins checking.
const amendedChecking = `
想问 想请问 问下 问问大家 请教 求问 求教 求解 求解答 求科普 求告知 求分享 求教程 求同款 求个 求一个 求支招 咨询下 咨询一下 吗 有木有 方不方便 真的假的 是真的吗 看看有没有 看看是不是`

// whatWords ask unless denied before: 没什么 and 不是什么 ask nothing.
const whatWords = `什么 啥 咩`

// denials before a whatWord take its question away.
const denials = `没 不 无 别 甭 未 少`

// amendedNotAsking joins notAsking.
const amendedNotAsking = `
无论如何 不管如何 不管怎样 无论怎样 怎样都 如何都 哪怕 哪有 哪能 哪像 哪知道 哪敢 天哪 哪都 哪儿都 哪种都 哪位都 哪些都 哪个也 哪里啊 哪里呀 哪来 谁要是 谁在乎 谁家好人 谁家的 谁拿了 有谁比 吗啡 干吗呢 什么的 什么鬼 什么呀 什么啊 什么嘛 说什么呢 说啥呢
等什么 等啥 怕什么 怕啥 算什么 算啥 急什么 急啥 客气啥 客气什么 慌什么 有什么好 有啥好 有什么用 有啥用 凭什么 什么叫 看什么看 有什么问题请 有什么问题随时 有什么问题可以 有什么不懂 有什么需要 有什么想 有什么事 有什么办法呢 多么
用不了多久 不管多 无论多 那么多 这么多 没多重 没多远 没多长 没多高 没多钱 就是为什么 要不要这么 要不要那么 至于吗 有必要吗 不香吗 不好吗 难道不是吗 动不动 时不时 求个好 求个安 求个吉
知道是谁 想问就问 想问的都 没想问 不想问 帮你问下 帮您问下 回头问下 我去问下 我问下 帮大家问下 问下店长 问下仓库 问下厂家 一个比一个
真的吗 可不是嘛 啥不好 什么不好 谁用谁 谁买谁 谁吃谁 谁知道会 谁知道呢 能怎么办 还能怎么 看有没有 看是不是`

// reporting words tell of a question or of knowing, so that what asks after
// them in the clause is not asked of anyone here: 她老问我多少钱买的.
const reporting = `
不重要 猜猜 问我 问他 问她 问我们 问过 问了 我也不知道 我都不知道 也不知道 都不知道 谁也不知道 教大家 教你们 告诉大家 告诉你们 告诉你 知道怎么做 知道怎么弄 知道怎么用了 给大家讲 跟大家说 和大家分享 分享一下 才知道 才重要 看你怎么 看您怎么 能不能别 能不能不要 可不可以不要 可不可以别 可不可以有点 能不能有点 是不是傻 是不是有病`
