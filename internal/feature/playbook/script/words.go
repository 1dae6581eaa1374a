package script

import "github.com/huoshui/huoshui/internal/base/i18n"

// What is wrong with a document, and how to mend it.
var (
	tooLarge = i18n.Text{
		Hans: "SOP 文件太大：最多 %d KB。",
		Hant: "SOP 檔案太大：最多 %d KB。",
		En:   "The playbook is too long: at most %d KB.",
	}
	mendTooLarge = i18n.Text{
		Hans: "请拆成几个 SOP，用 call 一个叫另一个。",
		Hant: "請拆成幾個 SOP，用 call 一個叫另一個。",
		En:   "Make several of it, which call each other.",
	}
	notText = i18n.Text{
		Hans: "这不是一个文本文件。",
		Hant: "這不是一個文字檔。",
		En:   "This is not a text.",
	}
	mendNotText = i18n.Text{
		Hans: "请存成 UTF-8 编码的 YAML 再试。",
		Hant: "請存成 UTF-8 編碼的 YAML 再試。",
		En:   "Save it as YAML in UTF-8 and try again.",
	}
	notYAML = i18n.Text{
		Hans: "这里不是合法的 YAML：%s",
		Hant: "這裡不是合法的 YAML：%s",
		En:   "This is not YAML: %s",
	}
	mendNotYAML = i18n.Text{
		Hans: "请看缩进是否对齐、冒号后面是否有空格、引号是否成对。",
		Hant: "請看縮排是否對齊、冒號後面是否有空格、引號是否成對。",
		En:   "Look at the indentation, the space after each colon, and whether quotes are closed.",
	}
	notOne = i18n.Text{
		Hans: "一个文件里要有一个 SOP，这里有 %d 个。",
		Hant: "一個檔案裡要有一個 SOP，這裡有 %d 個。",
		En:   "A file holds one playbook; this one holds %d.",
	}
	mendNotOne = i18n.Text{
		Hans: "请把用 --- 隔开的几段分成几个文件。",
		Hant: "請把用 --- 隔開的幾段分成幾個檔案。",
		En:   "Put the parts between the --- into files of their own.",
	}
	notADocument = i18n.Text{
		Hans: "这个文件读不成一个 SOP。",
		Hant: "這個檔案讀不成一個 SOP。",
		En:   "This cannot be read as a playbook.",
	}
	mendNotADocument = i18n.Text{
		Hans: "请从一个现成的 SOP 改起。",
		Hant: "請從一個現成的 SOP 改起。",
		En:   "Begin from one of the ready ones.",
	}
	noAliases = i18n.Text{
		Hans: "SOP 里不能用 YAML 的锚点、引用和标签（& * <<: !）。",
		Hant: "SOP 裡不能用 YAML 的錨點、引用和標籤（& * <<: !）。",
		En:   "Anchors, aliases and tags of YAML (& * <<: !) are not used in a playbook.",
	}
	mendNoAliases = i18n.Text{
		Hans: "请把内容直接写在这里；文字里有这些符号时，用引号包起来。",
		Hant: "請把內容直接寫在這裡；文字裡有這些符號時，用引號包起來。",
		En:   "Write the content itself here; put a text with these characters in quotes.",
	}
	tooDeep = i18n.Text{
		Hans: "嵌套太深：最多 %d 层。",
		Hant: "巢狀太深：最多 %d 層。",
		En:   "This stands too deep inside other parts: at most %d levels.",
	}
	mendTooDeep = i18n.Text{
		Hans: "请把里面的步骤拆成另一个 SOP。",
		Hant: "請把裡面的步驟拆成另一個 SOP。",
		En:   "Make another playbook of the steps inside.",
	}
	missing = i18n.Text{
		Hans: "%[2]s 里缺少 %[1]s。",
		Hant: "%[2]s 裡缺少 %[1]s。",
		En:   "%[2]s lacks %[1]s.",
	}
	mendMissing = i18n.Text{
		Hans: "请补上 %s。",
		Hant: "請補上 %s。",
		En:   "Add %s.",
	}
	unknownKey = i18n.Text{
		Hans: "%[2]s 里没有 %[1]s 这一项。",
		Hant: "%[2]s 裡沒有 %[1]s 這一項。",
		En:   "%[2]s has no %[1]s.",
	}
	mendUnknownKey = i18n.Text{
		Hans: "请删掉，或对照说明看看该写在哪一层。",
		Hant: "請刪掉，或對照說明看看該寫在哪一層。",
		En:   "Take it out, or look in the description where it belongs.",
	}
	mendMisspelt = i18n.Text{
		Hans: "是不是想写 %s？",
		Hant: "是不是想寫 %s？",
		En:   "Did you mean %s?",
	}
	wrongShape = i18n.Text{
		Hans: "%s 的写法不对。",
		Hant: "%s 的寫法不對。",
		En:   "%s is not written as it should be.",
	}
	wrongType = i18n.Text{
		Hans: "%s 应该是 %s，这里是 %s。",
		Hant: "%s 應該是 %s，這裡是 %s。",
		En:   "%s should be %s, and is %s.",
	}
	notAmong = i18n.Text{
		Hans: "%s 不能是“%s”，只能是：%s。",
		Hant: "%s 不能是「%s」，只能是：%s。",
		En:   "%s cannot be “%s”, only: %s.",
	}
	wrongForm = i18n.Text{
		Hans: "%s 不能写成“%s”。",
		Hant: "%s 不能寫成「%s」。",
		En:   "%s cannot be written “%s”.",
	}
	tooFew = i18n.Text{
		Hans: "%s 至少要有 %d 项。",
		Hant: "%s 至少要有 %d 項。",
		En:   "%s needs at least %d.",
	}
	tooMany = i18n.Text{
		Hans: "%s 最多 %d 项。",
		Hant: "%s 最多 %d 項。",
		En:   "%s may have at most %d.",
	}
	tooShort = i18n.Text{
		Hans: "%s 不能空着。",
		Hant: "%s 不能空著。",
		En:   "%s cannot be empty.",
	}
	tooLong = i18n.Text{
		Hans: "%s 最多 %d 个字。",
		Hant: "%s 最多 %d 個字。",
		En:   "%s may have at most %d characters.",
	}
	tooSmall = i18n.Text{
		Hans: "%s 不能小于 %s。",
		Hant: "%s 不能小於 %s。",
		En:   "%s cannot be less than %s.",
	}
	tooBig = i18n.Text{
		Hans: "%s 不能大于 %s。",
		Hant: "%s 不能大於 %s。",
		En:   "%s cannot be more than %s.",
	}
	twice = i18n.Text{
		Hans: "“%s”用了两次。",
		Hant: "「%s」用了兩次。",
		En:   "“%s” is used twice.",
	}
	mendTwice = i18n.Text{
		Hans: "请给其中一个换个名字。",
		Hant: "請給其中一個換個名字。",
		En:   "Give one of them another name.",
	}
	liveOfWhat = i18n.Text{
		Hans: "“%s”要在发送那一刻去查，但没写查什么。",
		Hant: "「%s」要在發送那一刻去查，但沒寫查什麼。",
		En:   "“%s” is looked up when it is sent, but it is not said what.",
	}
	mendLiveOfWhat = i18n.Text{
		Hans: "请用 of 写明，例如 stock、paid。",
		Hant: "請用 of 寫明，例如 stock、paid。",
		En:   "Say it with of, such as stock or paid.",
	}
	onlyLive = i18n.Text{
		Hans: "%s 只用于 from: live 的项。",
		Hant: "%s 只用於 from: live 的項。",
		En:   "%s is for fields from: live only.",
	}
	startsHow = i18n.Text{
		Hans: "一个触发条件只写一种，这里写了 %d 种：%s。",
		Hant: "一個觸發條件只寫一種，這裡寫了 %d 種：%s。",
		En:   "A start says one way to begin; this one says %d: %s.",
	}
	mendStartsHow = i18n.Text{
		Hans: "请写 on、every、festival、yearly、moment、silent、becomes、hand 中的一个；要几种，就分成几条。",
		Hant: "請寫 on、every、festival、yearly、moment、silent、becomes、hand 中的一個；要幾種，就分成幾條。",
		En:   "Give one of on, every, festival, yearly, moment, silent, becomes, hand; for several, write several starts.",
	}
	onlyWith = i18n.Text{
		Hans: "%s 只能和 %s 一起用。",
		Hant: "%s 只能和 %s 一起用。",
		En:   "%s only goes with %s.",
	}
	noMoment = i18n.Text{
		Hans: "“%s”不是一个时间项。",
		Hant: "「%s」不是一個時間項。",
		En:   "“%s” is no field that holds a time.",
	}
	mendNoMoment = i18n.Text{
		Hans: "请在 fields 里加上：{name: %s, from: form, kind: moment}。",
		Hant: "請在 fields 裡加上：{name: %s, from: form, kind: moment}。",
		En:   "Add to fields: {name: %s, from: form, kind: moment}.",
	}
	onlyPer = i18n.Text{
		Hans: "%s 只能用在 per: %s 的 SOP 里。",
		Hant: "%s 只能用在 per: %s 的 SOP 裡。",
		En:   "%s is for a playbook per: %s only.",
	}
	doesWhat = i18n.Text{
		Hans: "步骤“%s”要做一件事，这里写了 %d 件：%s。",
		Hant: "步驟「%s」要做一件事，這裡寫了 %d 件：%s。",
		En:   "Step “%s” does one thing; %d are written: %s.",
	}
	mendDoesWhat = i18n.Text{
		Hans: "请写 say、task、tag、untag、wait、await、branch、split、invite、remove、hook、call、extend 中的一个；要做几件，就分成几步。",
		Hant: "請寫 say、task、tag、untag、wait、await、branch、split、invite、remove、hook、call、extend 中的一個；要做幾件，就分成幾步。",
		En:   "Give one of say, task, tag, untag, wait, await, branch, split, invite, remove, hook, call, extend; for several, write several steps.",
	}
	countsFromNothing = i18n.Text{
		Hans: "“%s”要从一个时间算起，但这个 SOP 没有。",
		Hant: "「%s」要從一個時間算起，但這個 SOP 沒有。",
		En:   "“%s” counts from a moment, and this playbook has none.",
	}
	mendCountsFromNothing = i18n.Text{
		Hans: "请在 start 里写 moment（表单里的时间）或 festival（节日），或者改用 after。",
		Hant: "請在 start 裡寫 moment（表單裡的時間）或 festival（節日），或者改用 after。",
		En:   "Begin with a moment (from the form) or a festival, or write after instead.",
	}
	oneOf = i18n.Text{
		Hans: "%s 只能写一个。",
		Hant: "%s 只能寫一個。",
		En:   "Only one of %s can be given.",
	}
	neverReached = i18n.Text{
		Hans: "这个分支没有条件，后面的分支永远轮不到。",
		Hant: "這個分支沒有條件，後面的分支永遠輪不到。",
		En:   "This way has no condition, so those behind it are never taken.",
	}
	invitesWhere = i18n.Text{
		Hans: "由程序邀请时，哪个群只能写明，或用开始时填的、群资料里的项；{{%s}} 不行。",
		Hant: "由程式邀請時，哪個群組只能寫明，或用開始時填的、群組資料裡的項；{{%s}} 不行。",
		En:   "Where the program invites, the group is written down, or filled in at the start or in the group's details; {{%s}} is neither.",
	}
	oneUnknown = i18n.Text{
		Hans: "unknown: true 只能有一路，而且不写条件。",
		Hant: "unknown: true 只能有一路，而且不寫條件。",
		En:   "Only one way may have unknown: true, and it has no condition.",
	}
	mendNeverReached = i18n.Text{
		Hans: "请把没有条件的分支放在最后。",
		Hant: "請把沒有條件的分支放在最後。",
		En:   "Put the way without a condition last.",
	}
	sharesSum = i18n.Text{
		Hans: "各组的比例加起来要是 100，这里是 %d。",
		Hant: "各組的比例加起來要是 100，這裡是 %d。",
		En:   "The shares have to make 100; they make %d.",
	}
	heldDoes = i18n.Text{
		Hans: "对照组什么都不做，才能拿来比。",
		Hant: "對照組什麼都不做，才能拿來比。",
		En:   "Nothing is done to a holdout, else there is nothing to compare.",
	}
	oneHeld = i18n.Text{
		Hans: "对照组只能有一个。",
		Hant: "對照組只能有一個。",
		En:   "There can be one holdout.",
	}
	removesAlone = i18n.Text{
		Hans: "移出群要由人来决定，不能自动做。",
		Hant: "移出群要由人來決定，不能自動做。",
		En:   "To remove somebody is for a person to decide; it is not done by itself.",
	}
	mendRemovesAlone = i18n.Text{
		Hans: "请改成一条待办（task），把 remove 放进它的一个选项（choices）里，默认选“保留”。",
		Hant: "請改成一條待辦（task），把 remove 放進它的一個選項（choices）裡，預設選「保留」。",
		En:   "Make it a task, with remove in one of its choices and keeping as the default.",
	}
	removesByDefault = i18n.Text{
		Hans: "默认选项不能是移出。",
		Hant: "預設選項不能是移出。",
		En:   "Removing cannot be the default.",
	}
	oneDefault = i18n.Text{
		Hans: "默认选项只能有一个。",
		Hant: "預設選項只能有一個。",
		En:   "There can be one default.",
	}
	noTone = i18n.Text{
		Hans: "按语气选文案（choose: tone）时，每条文案都要写语气。",
		Hant: "按語氣選文案（choose: tone）時，每條文案都要寫語氣。",
		En:   "Where wordings are chosen by tone, each has to say its own.",
	}
	withoutHasLive = i18n.Text{
		Hans: "不带数字的说法里还有要实时查的“%s”。",
		Hant: "不帶數字的說法裡還有要即時查的「%s」。",
		En:   "The wording for when there are no figures has “%s”, which is looked up.",
	}
	noWithout = i18n.Text{
		Hans: "“%s”要实时查，查不到时没有别的说法：这一步会停下来问人。",
		Hant: "「%s」要即時查，查不到時沒有別的說法：這一步會停下來問人。",
		En:   "“%s” is looked up, and there is no other wording where it cannot be had: the step will ask a person.",
	}
	mendNoWithout = i18n.Text{
		Hans: "请用 without 加一条不带数字的说法。",
		Hant: "請用 without 加一條不帶數字的說法。",
		En:   "Add a wording without figures by without.",
	}
	unknownField = i18n.Text{
		Hans: "文案里的 {{%s}} 没有来源。",
		Hant: "文案裡的 {{%s}} 沒有來源。",
		En:   "Nothing fills {{%s}}.",
	}
	mendUnknownField = i18n.Text{
		Hans: "请在 fields 里写明“%s”从哪里来，或改用已有的：%s。",
		Hant: "請在 fields 裡寫明「%s」從哪裡來，或改用已有的：%s。",
		En:   "Say in fields where “%s” comes from, or use one that is there: %s.",
	}
	says = i18n.Text{
		Hans: "“%s”：%s",
		Hant: "「%s」：%s",
		En:   "“%s”: %s",
	}
)
