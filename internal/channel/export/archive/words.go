package archive

import "github.com/huoshui/huoshui/internal/base/i18n"

var (
	title = i18n.Text{Hans: "活水归档(messages.tsv)", Hant: "活水封存檔(messages.tsv)", En: "Huoshui archive (messages.tsv)"}

	noColumn = i18n.Text{
		Hans: "“%[1]s”的第一行缺少这些列名：%[2]s。第一行应当用制表符隔开写上：%[3]s。请补上后再导入。",
		Hant: "「%[1]s」的第一列缺少這些欄位名稱：%[2]s。第一列應以定位字元(Tab)隔開寫上：%[3]s。請補上後再匯入。",
		En:   "The first line of “%[1]s” lacks these column names: %[2]s. It should read, with tabs between: %[3]s. Add them and import again.",
	}
	wrongCount = i18n.Text{
		Hans: "这一行应当有 %[1]d 列，实际有 %[2]d 列，已跳过。列之间用制表符隔开，正文里的换行要写成 \\n，正文里不能有制表符。",
		Hant: "這一列應有 %[1]d 欄，實際有 %[2]d 欄，已略過。欄位之間以定位字元(Tab)隔開，內文裡的換行要寫成 \\n，內文裡不能有定位字元。",
		En:   "This line should have %[1]d {column|columns} and has %[2]d, so it was skipped. Columns are separated by tabs; a line break within the text is written \\n, and the text must not hold a tab.",
	}
	emptyField = i18n.Text{
		Hans: "这一行的 %[1]s 列是空的，已跳过。请补上编号。",
		Hant: "這一列的 %[1]s 欄是空的，已略過。請補上編號。",
		En:   "The column %[1]s of this line is empty, so the line was skipped. Fill in the id.",
	}
	badTime = i18n.Text{
		Hans: "time 列应当是 1970 年以来的秒数（例如 1719800000），这里是“%[1]s”，这一行已跳过。",
		Hant: "time 欄應為 1970 年以來的秒數（例如 1719800000），這裡是「%[1]s」，這一列已略過。",
		En:   "The column time should hold seconds since 1970, such as 1719800000; it holds “%[1]s”, so the line was skipped.",
	}
	badChars = i18n.Text{
		Hans: "chars 列应当是正文的字数，这里是“%[1]s”，这一行已跳过。不知道字数时可以留空。",
		Hant: "chars 欄應為內文的字數，這裡是「%[1]s」，這一列已略過。不知道字數時可以留空。",
		En:   "The column chars should hold the length of the text in characters; it holds “%[1]s”, so the line was skipped. Leave it empty where the length is not known.",
	}
	unknownKind = i18n.Text{
		Hans: "kind 列应当是 msg、me、join、part、quit、kick、nick、topic 之一，这里是“%[1]s”，这一行已跳过。",
		Hant: "kind 欄應為 msg、me、join、part、quit、kick、nick、topic 之一，這裡是「%[1]s」，這一列已略過。",
		En:   "The column kind should be one of msg, me, join, part, quit, kick, nick and topic; it is “%[1]s”, so the line was skipped.",
	}
	unknownPerson = i18n.Text{
		Hans: "kind 列应当是 person、bot 或 staff，这里是“%[1]s”；这个人照常读入，身份按没有说明处理。",
		Hant: "kind 欄應為 person、bot 或 staff，這裡是「%[1]s」；這個人照常讀入，身分視為未註明。",
		En:   "The column kind should be person, bot or staff; it is “%[1]s”. The person was read all the same, as one of no stated kind.",
	}
	noOther = i18n.Text{
		Hans: "%[1]s 这一行应当在 refers_to 列写上另一个人的编号，这里是空的，已跳过。",
		Hant: "%[1]s 這一列應在 refers_to 欄寫上另一個人的編號，這裡是空的，已略過。",
		En:   "A %[1]s line should name the other person in the column refers_to, which is empty here, so the line was skipped.",
	}
)
