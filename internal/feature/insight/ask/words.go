package ask

// The word lists. Chinese words are written in Simplified characters unless
// the Traditional speaker says it with other words; variants folds the rest.
// Words within a list are separated by spaces; a list of English phrases by
// commas. Where words overlap the longest wins, so each list of exceptions
// holds longer words that contain a word of the list they except from.

// variants are the Traditional characters of the lists after their Simplified
// ones; a turn is folded by them before any list is looked at.
const variants = `
哒噠 吗嗎嚒 么麼麽 什甚 没沒 时時 几幾 钱錢 里裡裏 谁誰 请請 问問 为為爲 还還 个個 办辦 样樣 会會 链鏈 号號 点點 这這 帮幫 烦煩 货貨 单單 发發髮 订訂 补補 错錯
坏壞 过過 骗騙 评評 来來 对對 给給 从從 头頭 种種 话話 关關 条條 张張 双雙 层層 节節 块塊 岁歲 万萬 厂廠 让讓 换換 应應 听聽 说說 讲講 认認 识識 进進 务務
态態 实實 买買 卖賣 满滿 赞讚贊 爱愛 欢歡 质質 优優 赏賞 显顯 软軟 划劃畫 购購 东東 觉覺 与與 间間 书書 车車 页頁 门門 见見 电電 视視 联聯 系係 机機 温溫
罗羅 团團 长長 总總 师師 妈媽 爷爺 亲親 们們 后後 现現 无無 开開 据據 复復 蓝藍 气氣 体體 饿餓 乐樂 惊驚 吓嚇 别別 极極 两兩 只隻 回囘 价價 结結 账賬帳 绝絕
当當 断斷 败敗 级級 减減 简簡 丢丟 尽盡 试試 转轉 运運 递遞 邮郵 贵貴 虽雖 误誤 损損 颗顆 盘盤 罚罰 场場 币幣 顿頓 课課 阵陣 台臺 组組 项項 厘釐 楼樓 约約
终終 经經 网網 红紅 欧歐 热熱 费費 够夠 阴陰 晓曉 谢謝 啰囉 儿兒 边邊 处處 庆慶 众眾 奖獎 险險 拣揀 领領 码碼 轮輪 题題 议議 诉訴 装裝 员員 责責 赔賠 赶趕
紧緊 叹嘆 调調 净淨 脏髒 烂爛 变變 霉黴 鲜鮮 喷噴 涨漲 赚賺 细細 贴貼 吃喫 药藥 养養 润潤 飞飛 国國 产產 农農 业業 灵靈 丽麗 宝寶 贝貝 肤膚 浓濃 纯純 验驗
顾顧 连連 选選 诈詐 坛壇 图圖 标標 齐齊 黄黃 适適 卫衛 历歷 远遠 迟遲 钟鐘鍾 夸誇 队隊 恼惱 讯訊 获獲 闲閒 习習 临臨 户戶 壶壺 轻輕 键鍵 稳穩 烧燒 吨噸 亿億
响響 纸紙 尝嘗嚐 灾災 荐薦 毕畢 预預 专專 积積 数數 区區 离離 难難 惯慣 宠寵 乱亂 营營 仓倉 库庫`

// asking words make a clause a question wherever they stand.
const asking = `
什么时候 啥时候 几点 几号 哪天 多久 多少钱 多大 怎么样 怎么办 怎么回事 为什么 为啥 咋 哪里 在哪 哪个 哪家 哪款 谁有 谁知道
咋办 几时 几钱 点样 边度 边个 点解 哪一天 哪一个 哪一家 哪一款`

// checking words do so too, but are not about everything: 都 after them says
// nothing (是不是都有), where 几点都行 is no question.
const checking = `
请问 问一下 求推荐 求助 求链接 求连结 是不是 能不能 可不可以 有没有 会不会 要不要 行不行
有冇 系咪 可唔可以 得唔得`

// notAsking are longer words in which an asking or checking word asks nothing.
const notAsking = `
怎么这么 怎么那么 怎么都 没多少 要求 需求 请求 追求 求中 有没有一种可能 什么都 什么也 哪里都 哪里也 哪里哪里 哪个都 哪家都 哪款都
没多久 不多久 没多大 多大点 多大的人 多大的事 不咋 咋这么 咋那么 没几 好几 十几 这几天 这几个 这几包 这几年 这几次 这几款 这几位 那几天 那几个 那几年 那几次 那几款 那几位 就几 过几 近几 前几 后几 头几 上几 几十 几百 几千 几万
怎么可能 怎么说呢 咋说呢 怎么会 怎么能 怎么好意思 怎么着 怎么也 怎么就 怎么又 怎么敢 不怎么 没怎么 怎么了嘛
我去问一下 我问一下 帮你问一下 帮您问一下 帮大家问一下 回头问一下 请问就请问`

// regardless words open a clause that names choices without asking for one.
const regardless = `不管 无论 不论 管它 随便 甭管`

// measures are what may follow 几 in a question of how many.
const measures = `
个点号天块斤件包瓶盒箱岁月年次杯条张双只楼层份成度折周小分人位袋颗罐本节课套台把根桶支期起米公里级页单家口顿码寸元毛角
栋站场集季种款门科遍回克升枚株棵头尾串粒片盘碗壶筐排组届轮房间日星礼秒钟寸封则篇首句幅部辆艘架声声下重代`

// notVerbs are the characters after 怎么 that open neither a verb nor an
// adverb before one.
const notVerbs = `这那都也又就可会能敢好着啦呢地得个了呀啊哈嘛吗么吧的`

// choiceHeads are words that cannot stand as the first of two choices, so
// that 我还是去 and 今天还是下雨 are not read as one.
const choiceHeads = `我 你 他 她 它 您 咱 我们 你们 他们 大家 但 但是 可 可是 不过 最后 今天 昨天 明天 现在 这 那 这个 那个 觉得 感觉 我觉得 果然
真的 都 也 就 只 价格 结果 最终 天气 平时 以后 其实 所以 因为 反正 到底 算了 要不 建议 希望 毕竟 想 还 一直 居然 竟然 应该 味道 质量 老 今年 那 人 不如 总之 效果`

// resolutions end a decision (还是算了, 还是去吧), not the second of two choices.
const resolutions = `吧了`

// bare are clauses that ask nothing by themselves though a mark follows.
const bare = `啊 嗯 哈 蛤 哦 喔 噢 诶 欸 呃 额 咦 呀 哎 唉 嘿 huh eh uh hm hmm oh ah um`

// pleading asks for something to be done.
const pleading = `
帮我 帮忙 帮俺 帮咱 麻烦 改地址 改个地址 改下地址 改一下地址 换地址 换个地址 换下地址 地址改 退款 退货 退钱 催 开票 开发票 开个票 开张票 开张发票 开个发票
补发 补寄 重发 重寄 取消 退订 打统编 开统编 帮帮忙 退一下 处理一下 申请退 申请换货 改时间 改个时间`

// notPleading are longer words in which a pleading word pleads for nothing.
const notPleading = `
谢谢帮我 帮我妈 帮我爸 帮我姐 帮我家 帮我老公 帮我老婆 帮我朋友 他帮我 她帮我 你帮我大忙 帮了我 帮忙的 感谢帮忙 谢谢帮忙 帮忙了 帮不上忙 多谢帮忙
麻烦死 太麻烦 不麻烦 很麻烦 好麻烦 真麻烦 有点麻烦 嫌麻烦 怕麻烦 超麻烦 挺麻烦 添麻烦 麻烦的 麻烦事 麻烦了 麻烦|吗 麻烦|不 麻烦得 最麻烦 更麻烦 多麻烦 不用麻烦 省麻烦 麻烦精 点麻烦 大麻烦 惹麻烦 找麻烦
不退款 已退款 已经退款 退款了 退款到 退款成功 退款|几 退款|多 退款一般 退款已 退款会 退款中 退款流程 包退款 支持退款 可退款 无需退款 退款|要 退款|吗 别退款 退款的 没退款 可以退款 退款|怎 退款|会不会
不退货 已退货 退货了 支持退货 可退货 退货率 退货|要 退货|吗 包退货 退货运费 可以退货 都可以退货 无理由退货 退货|怎 退货流程 退货期 退货的 不能退货
别催 不催 催了 催婚 催生 催奶 催眠 催泪 催更 催熟 催吐 催化 催促 被催 催乳 催芽 不用催 催|什么
能开票 已开票 不开票 开票了 可开票 可以开票 开票|要 抢票开票 开票|吗 已开发票 发票开了
已补发 补发了 会补发 已经补发 不补发 补发的 补发|吗 已补寄 补寄了 会补寄 已重发 重发了 补发中 可补发
已取消 取消了 不取消 取消不了 已经取消  被取消 取消的 取消关注 取消|吗 别取消 会取消 取消成功 因故取消 活动取消 自动取消 能取消`

// pleadingEnglish is the same in English.
const pleadingEnglish = `
please cancel, please refund, please resend, please send, please change, please help, help me, help please, pls help, pls send, pls cancel, plz help,
i want a refund, want my money back, need a refund, need an invoice, need a refund, refund me, cancel my order, change my address, change the address,
could you please, can you please, would you please, can you help, could you help, can someone help, could someone help, please check, please fix, please resend, i need help`

// complaining says that something went wrong.
const complaining = `
坏了 坏掉 坏的 漏发 漏了 漏液 漏油 漏气 漏水 漏单 漏寄 漏装 漏送 少发 少寄 少给 少送 少装 少一 少了一 少了两 少了三 少了几 少了半 过期 还没到 还没收到 骗 差评
没收到货 没收到快递 一直没收到 发错 送错 寄错 装错 破了 碎了 烂了 烂掉 烂的 发霉 变质 馊了 臭了 投诉 客诉 态度差 态度太差 什么服务态度 服务太差 质量差 质量太差 没人回 没人理 没人管
假货 上当 被坑 坑人 黑店 用不了了 开不了机 褪色严重 退色严重 破洞 裂开 裂了 压扁 压坏 摔坏 失望 太差 气死 有虫 有头发 有异味 不新鲜 缺斤 还没发货 还没出货 坏果`

// notComplaining are longer words in which a complaining word complains of nothing.
const notComplaining = `
笑坏了 饿坏了 累坏了 乐坏了 急坏了 吓坏了 高兴坏了 开心坏了 宠坏了 忙坏了 渴坏了 馋坏了 惯坏了 美坏了 激动坏了 没坏了 怕坏了 坏了包 坏了赔 坏了可 坏了退 坏了|吗 坏了换 坏的打算 坏的习惯 不坏的
捡漏 捡漏了 别漏了 没漏了 漏了|吗 漏了|没 不漏了 不漏水 不漏气 不漏油 不漏液 说漏了 没漏 别漏 不会漏 防漏 会漏水|吗 会漏
多多少少 不少一 少一点 少一些 少一半糖 少一事 少一句 少一份心 缺一少一
不过期 没过期 没有过期 过期不 过期作废 别过期 过期|多久 过期时间 过期|吗 会过期 快过期 要过期 过期日 过期自动 过期无效 过期前 怕过期 过期了|吗 过期|没
还没到点 还没到时 还没到期 还没到家 还没到秋 还没到冬 还没到夏 还没到春 还没到周 还没到年 还没到月 还没到饭 还没到下班 还没到公司 还没到站 我还没到 我们还没到 还没到呢不急
骗你 不骗 没骗 骗谁 哄骗 不会骗 骗我干 防骗 别骗 反骗 诈骗提醒 防诈骗 骗到手 零差评 没差评 无差评 没有差评 差评师 不给差评 一个差评都没 0差评 差评少 没一个差评
没发错 不会发错 没送错 别送错 别发错 别寄错 没失望 不失望 没让我失望 不会失望 从不失望 没有失望 不让人失望 没让人失望 不会让你失望 没令人失望 绝不失望 从没失望 不会让大家失望 从未失望 没让大家失望
不会上当 别上当 不会坏 没有异味 没异味 无异味 没有虫 没破洞 欢迎投诉 投诉电话 没投诉 零投诉 小心碎了 怕碎了 碎了包赔 碎了赔 烂了包赔 破了包赔 坏果包赔 坏果赔 假一赔 不是假货 没假货 无假货 假货赔 支持验货假 碎了点`

// complainingEnglish is the same in English.
const complainingEnglish = `
broken, damaged, arrived broken, is missing, missing item, missing items, expired, hasn't arrived, has not arrived, still not arrived, haven't received, have not received, never arrived, never received,
scam, scammed, wrong item, wrong size, wrong order, terrible service, bad service, rip off, ripoff, defective, rotten, mouldy, moldy, so disappointed, very disappointed, disappointing, not as described, worst`

// notComplainingEnglish are exceptions to complainingEnglish.
const notComplainingEnglish = `not broken, isn't broken, heart broken, not damaged, nothing is missing, not expired, not a scam, no scam, worst case, broken english`

// elsewhere says that the answer was given in private.
const elsewhere = `
已私信 已私 已私聊 私信你了 私信您了 私你了 私您了 私聊你了 私聊您了 看小窗 看下小窗 小窗你了 小窗了 小窗发你 小窗回你 看私信 看下私信 看一下私信 查收私信 查看私信 发你私信 发您私信 发您小窗 私发你了 私发您了 私信发你 私信发您 私信回你 私信回您 私信回复 回你私信 回您私信 加你了 加您了
已私讯 已私訊 私訊你了 私訊妳了 私訊您了 看私訊 看一下私訊 看訊息 查收私訊 回你私訊 已密 密你了 密妳了 已pm pm你了 已dm`

// notElsewhere are exceptions to elsewhere.
const notElsewhere = `别看私信 不看私信 没看私信 没空看私信 不看小窗 看私信|吗 看私信了|吗 看私信|没 没看小窗 看小窗了|吗 已私吞 已私自 已私下 已私有 懒得看私信 记得看私信 不要看私信 朋友加你了 有人加你了 怎么加你了`

// elsewhereEnglish is the same in English.
const elsewhereEnglish = `
dm sent, pm sent, sent you a dm, sent you a pm, sent you a message, sent you a private message, messaged you, dm'd you, pm'd you, dmed you, pmed you, check your dm, check your dms, check your pm, check your pms, check your inbox, replied in private, replied privately, replied by dm, in your dm, in your dms`

// praising is praise, or talk of having bought.
const praising = `
好用 好吃 好喝 好看 好闻 好穿 喜欢 爱了 值得 推荐 划算 超值 真香 不错 满意 太赞 很赞 点赞 真赞 赞爆 有效果 效果好 效果很好 效果真 效果不 显白 显瘦 显高 柔软 舒服 靠谱 惊艳 绝了 绝绝子 良心 新鲜 正品 细腻 很香 好香 超香 很甜 好甜 超级甜 很棒 真棒 超棒 太棒 给力 放心 好滑 滑滑的 滋润 服帖 太美 很美
回购 复购 囤了 囤货 又囤 下单了 已下单 又买 买了 再买 入手 已入 抢到 拍了 已拍 入了 种草 无限回购 买对了 没踩雷 闭眼入 闭眼买 物美价廉 性价比高 包装很好 质量很好 质量好 质量挺好 五星 好评 一直在用 一直用 用了一个月 空瓶 回訂 CP值高 CP值超高 大推 激推 必买 必入 超爱 爱用 爱不释手 离不开 好搭 好上手 大爱 口感好 口感很好 味道好 味道很好 大满足
已经下单 又下单 下单两 下单三 下了单 买的特别好 品质很好 品质特别好 质量特别好 味道特别好 特别实惠 真实惠 很实惠`

// notPraising are longer words that turn praise round; any of them in a turn
// and the turn is no praise.
const notPraising = `
不好用 不好吃 不好喝 不好看 不好闻 不好穿 不喜欢 没喜欢 不爱了 不值得 不推荐 不划算 不满意 没效果 没有效果 效果不好 效果不行 效果不明显 效果不大 不显白 不显瘦 不舒服 不靠谱 不新鲜 不是正品 不放心 不回购 不会回购 没抢到 抢不到 没下单 没买 别买了 不买了 不再买 不会再买 再也不买 买了后悔 后悔买了 难吃 难用 难看 难喝 踩雷 拔草 失望 不好评 不给好评 好评返 没拍 没囤 白买了 吃亏 一般般 没那么好 没有那么好 没想象中好 不太好 不咋好 不怎么好 不是很好 算不上好 不怎么样 智商税 不错过 别错过 不要错过 错过 不推 没说的好 没传说中`

// praisingEnglish is the same in English.
const praisingEnglish = `love it, love this, loved it, love them, love these, so good, really good, very good, great quality, good quality, amazing, excellent, awesome, highly recommend, recommended, worth it, worth every, best purchase, bought, ordered, buying again, buy again, will buy, repurchased, perfect, delicious, works great, very happy, so happy with, fits perfectly`

// notPraisingEnglish turns praise round in English.
const notPraisingEnglish = `not good, not so good, not very good, not worth, don't recommend, not recommended, wouldn't recommend, not amazing, regret buying, don't love, didn't love, not happy, wish i hadn't`

// thanking marks talk of red packets, which is never praise of goods.
const thanking = `红包 谢谢老板 老板大气 谢谢群主`

// endings end a question, a particle 呀 啊 哈 after them or not.
const endings = `吗 嘛 么 不 没 没有 是吧 对吧 咋办 了还没 了还没有`

// notEndings are longer endings that ask nothing: a refusal, a denial, or
// another word that happens to end in the same character.
const notEndings = `
那么 这么 要么 多么 没什么 没有什么 不是吧
还没 也没 都没 就没 我没 并没 从没 也没有 都没有 还没有 就没有 我没有 并没有 从没有 真没有 全没有 暂时没有 目前没有 已经没有 根本没有 没有没有
不不 也不 都不 我不 就不 偏不 还不 绝不 可不 并不 从不 决不 要不 才不`
