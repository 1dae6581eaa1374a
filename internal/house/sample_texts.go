package house

// sampleRound is the SOP of the sample: its groups come one after the other, so that
// the to-dos of whoever looks around change by themselves. Nobody has to answer: each
// ends by its default.
const sampleRound = `sop: 1
name: sample-round
title: {zh-Hans: 样例：每天看一圈群, zh-Hant: 範例：每天看一圈群組, en: "Sample: a daily round of the groups"}
about:
  zh-Hans: 每天早上一个群一个群看过去：有没有漏回，说一句话，看有没有人接。没人管的待办到时间自己结束。
  zh-Hant: 每天早上一個群組一個群組看過去：有沒有漏回，說一句話，看有沒有人接。沒人管的待辦到時間自己結束。
  en: Every morning group by group. Is anything unanswered, one sentence, did anybody take it up. A to-do that nobody answers ends by itself.
per: group
owner: 老板
fields:
  - {name: 第一次, from: group, kind: moment, ask: 第一次什么时候看？}
  - {name: 每天几点, from: group, kind: clock, ask: 每天几点看？}
start:
  - {id: first, moment: 第一次, missed: {do: skip}}
  - {id: daily, every: FREQ=DAILY, at: "{{每天几点}}", missed: {do: skip}}
steps:
  - id: look
    title: {zh-Hans: 看漏回, zh-Hant: 看漏回, en: Unanswered questions}
    check: {zh-Hans: 问过的都有人应了, zh-Hant: 問過的都有人應了, en: Every question has an answer}
    proof: {kind: tap}
    missed: {do: skip}
    task:
      do: {zh-Hans: 看一眼有没有漏回；回不了的，写一句什么时候回。, zh-Hant: 看一眼有沒有漏回；回不了的，寫一句什麼時候回。, en: "Look for questions that nobody answered; where you cannot answer, say when you will."}
      due: 8min
      choices:
        - {name: {zh-Hans: 都回了, zh-Hant: 都回了, en: All answered}}
        - {name: {zh-Hans: 没有漏回, zh-Hant: 沒有漏回, en: Nothing unanswered}, default: true}
  - id: word
    title: {zh-Hans: 说一句, zh-Hant: 說一句, en: One sentence}
    after: 1min
    missed: {do: skip}
    say:
      to: group
      choose: turn
      free: true
      wordings:
        - 早，今天店里有人在。想要什么、有什么不满意，在群里说一声就行。
        - 今天的菜都上齐了。想留的说一声，给你放一边。
        - 昨天有没有谁买到不合心意的？说出来，我们改。
  - id: heard
    title: {zh-Hans: 有没有人接话, zh-Hant: 有沒有人接話, en: Did anybody answer}
    after: 6min
    check: {zh-Hans: 接话的都有人回了, zh-Hant: 接話的都有人回了, en: Whoever spoke got an answer}
    proof: {kind: tap}
    missed: {do: skip}
    task:
      do: {zh-Hans: 看看刚才那句有没有人接，接了就回一句。, zh-Hant: 看看剛才那句有沒有人接，接了就回一句。, en: "See whether anybody took it up, and answer whoever did."}
      due: 8min
      choices:
        - {name: {zh-Hans: 接上了, zh-Hant: 接上了, en: Answered}}
        - {name: {zh-Hans: 没人接，明天换一个话题, zh-Hant: 沒人接，明天換一個話題, en: "Nobody spoke: something else tomorrow"}, default: true}
`

// sampleNoon is the SOP of the group of offers: words to copy and a picture to save.
const sampleNoon = `sop: 1
name: sample-noon
title: {zh-Hans: 样例：福利群中午一条, zh-Hant: 範例：福利群中午一則, en: "Sample: one offer at noon"}
about:
  zh-Hans: 一天只挑一条发，图和字分开存好；发完回来看一眼有没有人问。没人管的待办到时间自己结束。
  zh-Hant: 一天只挑一則發，圖和字分開存好；發完回來看一眼有沒有人問。沒人管的待辦到時間自己結束。
  en: One offer a day, words and picture apart; then look back for questions. A to-do that nobody answers ends by itself.
per: group
owner: 老板
fields:
  - {name: 第一次, from: group, kind: moment, ask: 第一次什么时候发？}
  - {name: 每天几点, from: group, kind: clock, ask: 每天几点发？}
start:
  - {id: first, moment: 第一次, missed: {do: skip}}
  - {id: daily, every: FREQ=DAILY, at: "{{每天几点}}", missed: {do: skip}}
steps:
  - id: post
    title: {zh-Hans: 发中午那条, zh-Hant: 發中午那則, en: Post the offer}
    check: {zh-Hans: 图和字都发了, zh-Hant: 圖和字都發了, en: Words and picture are out}
    proof: {kind: tap}
    missed: {do: skip}
    task:
      do: {zh-Hans: 图存下来，字复制好，发到福利群；今天就这一条。, zh-Hant: 圖存下來，字複製好，發到福利群；今天就這一則。, en: "Save the picture, copy the words, post both. It is the one offer of the day."}
      text: 中午福利：番茄 5元/斤，土鸡蛋 20元/盒，图上都有。十二点后来不用排队，想留的说一声。
      image: /sample/noon.png
      due: 12min
      choices:
        - {name: {zh-Hans: 发了, zh-Hant: 發了, en: Posted}}
        - {name: {zh-Hans: 今天不发, zh-Hant: 今天不發, en: Not today}, default: true}
  - id: asked
    title: {zh-Hans: 有没有人问, zh-Hant: 有沒有人問, en: Did anybody ask}
    after: 5min
    check: {zh-Hans: 问的都答了, zh-Hant: 問的都答了, en: Every question has an answer}
    proof: {kind: tap}
    missed: {do: skip}
    task:
      do: {zh-Hans: 回群里看一眼：问价的、问还有没有的，先答完再发下一条。, zh-Hant: 回群組看一眼：問價的、問還有沒有的，先答完再發下一則。, en: "Look back: answer who asks for the price or whether there is any left, before posting anything else."}
      due: 8min
      choices:
        - {name: {zh-Hans: 都答了, zh-Hant: 都答了, en: All answered}}
        - {name: {zh-Hans: 没人问, zh-Hant: 沒人問, en: Nobody asked}, default: true}
`

// sampleFlash is the SOP of the flash group: it is settled, and then it ends.
const sampleFlash = `sop: 1
name: sample-flash
title: {zh-Hans: 样例：快闪群收尾, zh-Hant: 範例：快閃群收尾, en: "Sample: ending a flash group"}
about:
  zh-Hans: 办完就收：先看还有没有没答的、没退的，再说一声收群。没人管的待办到时间自己结束。
  zh-Hant: 辦完就收：先看還有沒有沒回的、沒退的，再說一聲收群。沒人管的待辦到時間自己結束。
  en: "It is over, so it ends. First see whether anything is open, then say goodbye. A to-do that nobody answers ends by itself."
per: group
owner: 老板
fields:
  - {name: 第一次, from: group, kind: moment, ask: 什么时候收？}
start:
  - {id: first, moment: 第一次, missed: {do: skip}}
steps:
  - id: settle
    title: {zh-Hans: 收群前看一遍, zh-Hant: 收群前看一遍, en: Before it ends}
    check: {zh-Hans: 没答的、没退的都了结了, zh-Hant: 沒回的、沒退的都了結了, en: Nothing is open any more}
    proof: {kind: tap}
    missed: {do: skip}
    task:
      do: {zh-Hans: 收群前看一遍：没答的、没退的、没拿的，有一个就先不收。, zh-Hant: 收群前看一遍：沒回的、沒退的、沒拿的，有一個就先不收。, en: "Before it ends: questions, refunds, goods nobody fetched. While one is open it stays."}
      due: 10min
      choices:
        - {name: {zh-Hans: 都了结了, zh-Hant: 都了結了, en: All settled}}
        - {name: {zh-Hans: 还有，先不收, zh-Hant: 還有，先不收, en: Not yet}, default: true, ends: true}
  - id: bye
    title: {zh-Hans: 说一声收群, zh-Hant: 說一聲收群, en: Goodbye}
    check: {zh-Hans: 大家都知道什么时候收、有事找谁, zh-Hant: 大家都知道什麼時候收、有事找誰, en: Everybody knows when it ends and whom to ask}
    proof: {kind: tap}
    missed: {do: skip}
    task:
      do: {zh-Hans: 发收群的话和图，发完当晚就收。, zh-Hant: 發收群的話和圖，發完當晚就收。, en: "Post the goodbye with its picture, and end the group tonight."}
      text: 周六的清仓办完了，这个群今晚九点收。少的、坏的，收群前在这里说，都认。想接着收到消息的，进会员群就行，不进也没关系。
      image: /sample/thanks.png
      due: 15min
      choices:
        - {name: {zh-Hans: 发了, zh-Hant: 發了, en: Posted}}
        - {name: {zh-Hans: 先不发, zh-Hant: 先不發, en: Not now}, default: true}
`
