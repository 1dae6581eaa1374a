package plan

import "github.com/huoshui/huoshui/internal/base/i18n"

// trouble is what can be wrong with a plan, and what to do about it.
type trouble struct{ what, remedy i18n.Text }

var (
	twoAnnouncements = trouble{i18n.Text{
		Hans: "同一个群同一天发两条公告。",
		Hant: "同一個群組同一天發兩則公告。",
		En:   "More announcements in the group on one day than there may be.",
	}, i18n.Text{
		Hans: "把后一条挪到别的日子，或者改成普通群消息。",
		Hant: "把後一則挪到別的日子，或者改成一般群訊息。",
		En:   "Move the later one to another day, or say it as an ordinary message.",
	}}
	muchSelling = trouble{i18n.Text{
		Hans: "同一个群一天里促销太多。",
		Hant: "同一個群組一天裡促銷太多。",
		En:   "Too much selling in the group on one day.",
	}, i18n.Text{
		Hans: "留下要紧的几条，其余挪到别的日子。",
		Hant: "留下要緊的幾則，其餘挪到別的日子。",
		En:   "Keep what matters and move the rest to other days.",
	}}
	manyMoments = trouble{i18n.Text{
		Hans: "一天里朋友圈太多。",
		Hant: "一天裡朋友圈太多。",
		En:   "Too many Moments posts on one day.",
	}, i18n.Text{
		Hans: "把后面的挪到第二天。",
		Hant: "把後面的挪到第二天。",
		En:   "Move the later ones to the next day.",
	}}
	muchAtAll = trouble{i18n.Text{
		Hans: "一周里 @所有人 太多。",
		Hant: "一週裡 @所有人 太多。",
		En:   "Everybody is mentioned too often in a week.",
	}, i18n.Text{
		Hans: "不急的那条别 @所有人，照常发就行。",
		Hant: "不急的那則別 @所有人，照常發就行。",
		En:   "Say what is not urgent without mentioning everybody.",
	}}
	momentsOutside = trouble{i18n.Text{
		Hans: "不在发朋友圈的钟点里。",
		Hant: "不在發朋友圈的鐘點裡。",
		En:   "Outside the hours of Moments.",
	}, i18n.Text{
		Hans: "改到中午或晚上发朋友圈的钟点。",
		Hant: "改到中午或晚上發朋友圈的鐘點。",
		En:   "Move it into the hours of Moments.",
	}}
	sellingInQuiet = trouble{i18n.Text{
		Hans: "免打扰时段里发促销。",
		Hant: "免打擾時段裡發促銷。",
		En:   "Selling within the quiet hours.",
	}, i18n.Text{
		Hans: "改到白天发。不改的话，会等到时段结束才发。",
		Hant: "改到白天發。不改的話，會等到時段結束才發。",
		En:   "Move it into the day; else it waits until the quiet hours end.",
	}}
	inQuiet = trouble{i18n.Text{
		Hans: "在免打扰时段里，会等到时段结束才发。",
		Hant: "在免打擾時段裡，會等到時段結束才發。",
		En:   "Within the quiet hours; it will wait until they end.",
	}, i18n.Text{
		Hans: "想准时发，就把钟点挪到时段外面。",
		Hant: "想準時發，就把鐘點挪到時段外面。",
		En:   "To have it said on time, move it out of the quiet hours.",
	}}
	sellingOverNewYear = trouble{i18n.Text{
		Hans: "除夕 18:00 到初三不发促销。",
		Hant: "除夕 18:00 到初三不發促銷。",
		En:   "There is no selling from 18:00 on New Year's Eve to the third day of the year.",
	}, i18n.Text{
		Hans: "挪到初四以后，或者换成不带货的问候。",
		Hant: "挪到初四以後，或者換成不帶貨的問候。",
		En:   "Move it to the fourth day or later, or send a greeting that sells nothing.",
	}}
)
