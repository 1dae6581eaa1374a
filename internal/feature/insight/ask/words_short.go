package ask

// The words of short turns. A clause made of nothing but these is a call, a
// stock reply or a joining-in; any other word in it and it is neither.

// stockWords acknowledge, greet or cheer, and say nothing else. Words that
// answer a question, such as 可以, 是的, 到了 and yes, are none of them.
const stockWords = `
收到 已收到 收到了 收到啦 好 好的 好滴 好哒 好嘞 好呀 好啊 好哦 好喔 好咧 好好好 好的呢 好的哦 好的呀 好的好的 嗯 嗯嗯 嗯呢 恩 恩恩 哦 哦哦 噢 喔 喔喔 没事 没关系 不客气 客气了
扣1 扣一 已扣 已扣1 已拍 已拍了 拍了 已下单 下单了 已付 已付款 已转 已报名 已填 已打卡 打卡 签到 已签到 已接龙 接龙 已进 已加 已读 了解 明白 明白了 知道了 知道啦 懂了 OK啦 ok了 ok的 ok ok啦 okay okok kk 欧了 得嘞 收到收到 遵命 了解了
哈 哈哈 哈哈哈 哈哈哈哈 呵呵 嘿嘿 嘻嘻 hhh hh hhhh lol 笑死 牛 牛啊 厉害 赞 赞赞 棒 强 威武 支持 顶 顶顶 加油 冲 冲冲冲 冲鸭 耶 哇 哇塞 哇哦 撒花 鼓掌 路过 冒泡 围观 恭喜 恭喜恭喜 早 早安 早上好 早呀 晚安 午安 晚上好 下午好 早晨 新年好 新年快乐 生日快乐 么么哒 抱抱 比心 笔芯
谢谢 谢啦 谢了 多谢 感谢 谢谢谢谢 谢谢谢 谢谢啦 谢谢了 谢谢哦 谢谢呀 谢谢您 谢谢你 感恩 多谢晒 thx thanks ty thank-you 3q roger noted nice cool great welcome wow haha hahaha hehe got-it`

// plusWords are stock and join in at once: 一起 buys with, or asks with.
const plusWords = `+1 加1 加一 +一 ＋1`

// sameWords join in another's question or wish to hear its answer.
const sameWords = `
同问 同求 同蹲 同求问 蹲 蹲蹲 蹲蹲蹲 蹲一个 蹲个 蹲一下 蹲一波 蹲下 同样的问题 一样的问题 同样问题 我也想知道 也想知道 我也想问 我也要问 我也是这个问题 我也好奇 我也蹲 俺也想知道 同惑 同疑问 跟蹲 也蹲一个
me-too same-here same-question same-problem same-issue same-question-here i'd-like-to-know-too following same ditto metoo`

// sameTails may follow a joining-in without changing it.
const sameTails = `答案 后续 链接 链接了 回复 结果 一个 一下 价格 解答 回答 团 个 急 着 在线等 求 滴 也 我 俺 这个 那个 唷`

// strongSame make a clause a joining-in by standing at its head, whatever follows.
const strongSame = `同问 同求 同蹲 我也想知道 我也想问`

// strongSameEnglish is the same in English.
const strongSameEnglish = `same question, same problem, same issue, me too`

// callWords ask whether somebody is there.
const callWords = `
在吗 在嘛 在么 在不 在不在 在没 在没有 有人吗 有人嘛 有人么 有人不 有人在吗 有人在嘛 有人在么 有人在不 有没有人 有没有人在 有人没 没人吗 没有人吗 没人在吗 没人嘛 在线吗 在线不 在冇 喺唔喺度
anyone-here anybody-here anyone-there anybody-there are-you-there you-there is-anyone-here is-anybody-here is-anyone-there is-anybody-there is-someone-there anyone-around is-anyone-around`

// addresses are what people are called by; they change nothing about a short clause.
const addresses = `
亲 亲亲 亲爱的 亲们 宝 宝子 宝子们 宝贝 宝宝 老板 老板娘 老板们 老闆 客服 客服小姐姐 小姐姐 小哥哥 小哥 姐 姐姐 姐妹 姐妹们 哥 哥哥 叔 阿姨 大姐 大哥 掌柜 掌柜的 店家 店主 店长 卖家 卖家亲 小二 店小二 团长 团主 群主 管理员 管理 老师 各位老师 班主任 助教 同学 大家 各位 各位宝妈 家人们 朋友们 你 您 你们 妳 大神 大佬 师傅 楼主 请问 您好 你好 hello hi hey 喂 哈喽 哈啰 嗨 现在 人工 人工客服 小助手 美女 帅哥 妈妈 guys sir boss all everyone dear friend 那 那就 嗯那`

// fillers are particles that change nothing about a short clause.
const fillers = `呀 啊 哈 哦 呢 吧 了 啦 哟 喔 诶 欸 噢 嘛 的 ~ . - ^ _ ! ; = * # 、 ' ( ) : ・ so much very too`
