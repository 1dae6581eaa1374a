package when

import "github.com/huoshui/huoshui/internal/base/i18n"

// What is wrong with the text of a rule.
var (
	ruleEmpty = i18n.Text{
		Hans: "还没有写什么时候重复。例如每周日 20:30：FREQ=WEEKLY;BYDAY=SU;BYHOUR=20;BYMINUTE=30。",
		Hant: "還沒有寫什麼時候重複。例如每週日 20:30：FREQ=WEEKLY;BYDAY=SU;BYHOUR=20;BYMINUTE=30。",
		En:   "Nothing says when it repeats. Sundays at 20:30, for example, are FREQ=WEEKLY;BYDAY=SU;BYHOUR=20;BYMINUTE=30.",
	}
	ruleTooLong = i18n.Text{
		Hans: "重复规则太长，最多 %[1]d 个字符。请分成几条。",
		Hant: "重複規則太長，最多 %[1]d 個字元。請分成幾條。",
		En:   "The rule is too long; at most %[1]d characters. Split it into several.",
	}
	rulePart = i18n.Text{
		Hans: "重复规则里的“%[1]s”读不懂。每一段应当像 BYHOUR=20，段与段之间用分号隔开。",
		Hant: "重複規則裡的「%[1]s」無法辨識。每一段應像 BYHOUR=20，段與段之間用分號隔開。",
		En:   "“%[1]s” in the rule cannot be read. Each part should look like BYHOUR=20, with semicolons in between.",
	}
	ruleTwice = i18n.Text{
		Hans: "重复规则里 %[1]s 写了两次。请合成一段，几个值之间用逗号。",
		Hant: "重複規則裡 %[1]s 寫了兩次。請合成一段，幾個值之間用逗號。",
		En:   "The rule has %[1]s twice. Make it one part, with commas between the values.",
	}
	ruleUnknown = i18n.Text{
		Hans: "重复规则里不能用 %[1]s。可以用：FREQ、INTERVAL、BYMONTH、BYMONTHDAY、BYDAY、BYHOUR、BYMINUTE、BYSETPOS、UNTIL、WKST。",
		Hant: "重複規則裡不能用 %[1]s。可以用：FREQ、INTERVAL、BYMONTH、BYMONTHDAY、BYDAY、BYHOUR、BYMINUTE、BYSETPOS、UNTIL、WKST。",
		En:   "%[1]s cannot be used in a rule. These can: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE, BYSETPOS, UNTIL, WKST.",
	}
	ruleValue = i18n.Text{
		Hans: "%[1]s 的值“%[2]s”读不懂，应当像：%[3]s。",
		Hant: "%[1]s 的值「%[2]s」無法辨識，應像：%[3]s。",
		En:   "The value “%[2]s” of %[1]s cannot be read; expected something like: %[3]s.",
	}
	ruleNumber = i18n.Text{
		Hans: "%[1]s 的值“%[2]s”不对，应当是 %[3]d 到 %[4]d 的整数。",
		Hant: "%[1]s 的值「%[2]s」不對，應為 %[3]d 到 %[4]d 的整數。",
		En:   "The value “%[2]s” of %[1]s is not right; it should be a whole number from %[3]d to %[4]d.",
	}
	ruleSigned = i18n.Text{
		Hans: "%[1]s 的值“%[2]s”不对，应当是 1 到 %[3]d 的整数；从后往前数时，是 -1 到 -%[3]d。",
		Hant: "%[1]s 的值「%[2]s」不對，應為 1 到 %[3]d 的整數；從後往前數時，是 -1 到 -%[3]d。",
		En:   "The value “%[2]s” of %[1]s is not right; it should be a whole number from 1 to %[3]d, or -1 to -%[3]d counted from the end.",
	}
	ruleSeconds = i18n.Text{
		Hans: "重复规则最细到分钟，不能按秒。请用 FREQ=MINUTELY 或更长的间隔，去掉 BYSECOND。",
		Hant: "重複規則最細到分鐘，不能按秒。請用 FREQ=MINUTELY 或更長的間隔，去掉 BYSECOND。",
		En:   "A rule cannot be finer than minutes. Use FREQ=MINUTELY or longer, without BYSECOND.",
	}
	ruleNoFreq = i18n.Text{
		Hans: "重复规则没有写多久一次。请加上 FREQ=DAILY、FREQ=WEEKLY、FREQ=MONTHLY 或 FREQ=YEARLY。",
		Hant: "重複規則沒有寫多久一次。請加上 FREQ=DAILY、FREQ=WEEKLY、FREQ=MONTHLY 或 FREQ=YEARLY。",
		En:   "The rule does not say how often. Add FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY.",
	}
	ruleNoHour = i18n.Text{
		Hans: "重复规则没有写几点。请加上 BYHOUR，例如 BYHOUR=20;BYMINUTE=30。",
		Hant: "重複規則沒有寫幾點。請加上 BYHOUR，例如 BYHOUR=20;BYMINUTE=30。",
		En:   "The rule does not say at what hour. Add BYHOUR, for example BYHOUR=20;BYMINUTE=30.",
	}
	ruleNoWeekday = i18n.Text{
		Hans: "按周重复要写星期几。请加上 BYDAY，例如 BYDAY=SU。",
		Hant: "按週重複要寫星期幾。請加上 BYDAY，例如 BYDAY=SU。",
		En:   "A weekly rule says on which days. Add BYDAY, for example BYDAY=SU.",
	}
	ruleNoDay = i18n.Text{
		Hans: "按月、按年重复要写哪一天。请加上 BYMONTHDAY（例如 BYMONTHDAY=15）或 BYDAY（例如 BYDAY=1MO）。",
		Hant: "按月、按年重複要寫哪一天。請加上 BYMONTHDAY（例如 BYMONTHDAY=15）或 BYDAY（例如 BYDAY=1MO）。",
		En:   "A monthly or yearly rule says on which day. Add BYMONTHDAY (such as BYMONTHDAY=15) or BYDAY (such as BYDAY=1MO).",
	}
	ruleWeekMonthDay = i18n.Text{
		Hans: "按周重复不能用 BYMONTHDAY。请改用 BYDAY，或改为 FREQ=MONTHLY。",
		Hant: "按週重複不能用 BYMONTHDAY。請改用 BYDAY，或改為 FREQ=MONTHLY。",
		En:   "A weekly rule cannot have BYMONTHDAY. Use BYDAY, or FREQ=MONTHLY.",
	}
	ruleNth = i18n.Text{
		Hans: "“第几个星期几”（例如 1MO）只能按月或按年。请改为 FREQ=MONTHLY，或去掉数字。",
		Hant: "「第幾個星期幾」（例如 1MO）只能按月或按年。請改為 FREQ=MONTHLY，或去掉數字。",
		En:   "A numbered weekday such as 1MO needs a monthly or yearly rule. Use FREQ=MONTHLY, or leave the number out.",
	}
	rulePositions = i18n.Text{
		Hans: "BYSETPOS 只能用于按周、按月、按年的规则，而且一天只能有一个时间。请只写一个 BYHOUR 和一个 BYMINUTE。",
		Hant: "BYSETPOS 只能用於按週、按月、按年的規則，而且一天只能有一個時間。請只寫一個 BYHOUR 和一個 BYMINUTE。",
		En:   "BYSETPOS needs a weekly, monthly or yearly rule with one time a day. Give one BYHOUR and one BYMINUTE.",
	}
)

// What is wrong with other texts.
var (
	badClock = i18n.Text{
		Hans: "时间“%[1]s”读不懂。应当像 9:00 或 21:30。",
		Hant: "時間「%[1]s」無法辨識。應像 9:00 或 21:30。",
		En:   "The time “%[1]s” cannot be read. Expected something like 9:00 or 21:30.",
	}
	badOffset = i18n.Text{
		Hans: "“%[1]s”读不懂。应当像 T-3d 12:00（三天前的 12:00）、T-1h、T-10min、T0 09:30 或 T+4d。",
		Hant: "「%[1]s」無法辨識。應像 T-3d 12:00（三天前的 12:00）、T-1h、T-10min、T0 09:30 或 T+4d。",
		En:   "“%[1]s” cannot be read. Expected something like T-3d 12:00 (three days before, at 12:00), T-1h, T-10min, T0 09:30 or T+4d.",
	}
	offsetBoth = i18n.Text{
		Hans: "“%[1]s”既按小时或分钟数，又写了几点。几点只能跟在天数后面，例如 T-1d 20:00。",
		Hant: "「%[1]s」既按小時或分鐘數，又寫了幾點。幾點只能跟在天數後面，例如 T-1d 20:00。",
		En:   "“%[1]s” counts hours or minutes and also gives a time of day. A time of day goes with days only, as in T-1d 20:00.",
	}
	offsetTooFar = i18n.Text{
		Hans: "“%[1]s”离得太远，前后最多 %[2]d 天。",
		Hant: "「%[1]s」離得太遠，前後最多 %[2]d 天。",
		En:   "“%[1]s” is too far away; at most %[2]d days before or after.",
	}
	badWindow = i18n.Text{
		Hans: "时段“%[1]s”读不懂。应当像 9:00-21:30，或 MO-FR 9:00-18:00; SA,SU 10:00-22:00，最多 20 段。",
		Hant: "時段「%[1]s」無法辨識。應像 9:00-21:30，或 MO-FR 9:00-18:00; SA,SU 10:00-22:00，最多 20 段。",
		En:   "The hours “%[1]s” cannot be read. Expected something like 9:00-21:30, or MO-FR 9:00-18:00; SA,SU 10:00-22:00, with at most 20 parts.",
	}
	emptyWindow = i18n.Text{
		Hans: "时段“%[1]s”的开始和结束是同一个时间。全天请写 00:00-24:00。",
		Hant: "時段「%[1]s」的開始和結束是同一個時間。全天請寫 00:00-24:00。",
		En:   "The hours “%[1]s” begin and end at the same time. For the whole day write 00:00-24:00.",
	}
	noFestival = i18n.Text{
		Hans: "没有叫“%[1]s”的节日。可以写：春节、除夕、元宵、清明、端午、七夕、中秋、重阳、国庆、双十一等。",
		Hant: "沒有叫「%[1]s」的節日。可以寫：春節、除夕、元宵、清明、端午、七夕、中秋、重陽、國慶、雙十一等。",
		En:   "There is no festival called “%[1]s”. Some that there are: Spring Festival, Lantern Festival, Qingming, Dragon Boat Festival, Mid-Autumn Festival, National Day, Double 11.",
	}
	noSuchDay = i18n.Text{
		Hans: "没有 %[1]d 月 %[2]d 日这一天。请核对月份和日期。",
		Hant: "沒有 %[1]d 月 %[2]d 日這一天。請核對月份和日期。",
		En:   "There is no day %[2]d in month %[1]d. Please check month and day.",
	}
	leapOfSolar = i18n.Text{
		Hans: "只有农历才有闰月。请改为农历，或去掉“闰”。",
		Hant: "只有農曆才有閏月。請改為農曆，或去掉「閏」。",
		En:   "Only the Chinese calendar has leap months. Choose the Chinese calendar, or leave “leap” out.",
	}
)
