package help

import "github.com/huoshui/huoshui/internal/base/i18n"

func indexWords() i18n.Words {
	return i18n.Words{
		"title":   {Hans: "帮助", Hant: "說明", En: "Help"},
		"says":    {Hans: "一个画面一页：它回答什么、先做什么、不做什么。每个画面右上角的“帮助”直接到那一页。", Hant: "一個畫面一頁：它回答什麼、先做什麼、不做什麼。每個畫面右上角的「說明」會直接到那一頁。", En: "One page for each screen: what it answers, what to do first, what it does not do. Help at the top right of a screen leads straight to its page."},
		"back":    {Hans: "‹ 回到 %s", Hant: "‹ 回到 %s", En: "‹ Back to %s"},
		"back.to": {Hans: "‹ 回到刚才那一页", Hant: "‹ 回到剛才那一頁", En: "‹ Back to where you were"},
		"search":  {Hans: "在帮助里找", Hant: "在說明裡找", En: "Search help"},
		"hint":    {Hans: "比如 接龙、漏回、微信群", Hant: "例如 接龍、漏回、微信群", En: "for example import, unanswered, WeChat"},
		"go":      {Hans: "找", Hant: "找", En: "Search"},
		"all":     {Hans: "看全部", Hant: "看全部", En: "Show all"},
		"found":   {Hans: "%d 页里提到“%s”。", Hant: "%d 頁提到「%s」。", En: "%d {page mentions|pages mention} “%s”."},
		"none":    {Hans: "没有一页提到“%s”。换个更短的词试试，或者到词语里找。", Hant: "沒有一頁提到「%s」。換個更短的詞試試，或到詞語裡找。", En: "No page mentions “%s”. Try a shorter word, or look among the words."},
		"words":   {Hans: "这些词是什么意思", Hant: "這些詞是什麼意思", En: "What the words mean"},
		"words.a": {Hans: "漏回、走弱、触达管控……每个词一句话。", Hant: "漏回、走弱、觸達管控……每個詞一句話。", En: "Unanswered, fading, gate: a sentence each."},
	}
}

func pageWords() i18n.Words {
	return i18n.Words{
		"title":   {Hans: "帮助", Hant: "說明", En: "Help"},
		"back":    {Hans: "‹ 回到 %s", Hant: "‹ 回到 %s", En: "‹ Back to %s"},
		"back.to": {Hans: "‹ 回到刚才那一页", Hant: "‹ 回到剛才那一頁", En: "‹ Back to where you were"},
		"all":     {Hans: "帮助目录", Hant: "說明目錄", En: "All of help"},
		"words":   {Hans: "词语", Hant: "詞語", En: "Words"},
		"open":    {Hans: "打开这个画面", Hant: "打開這個畫面", En: "Open this screen"},
		"alt":     {Hans: "“%s”的画面", Hant: "「%s」的畫面", En: "The screen “%s”"},
		"caption": {Hans: "图里是样例数据，你的数字会不一样。点图看大图。", Hant: "圖裡是範例資料，你的數字會不一樣。點圖看大圖。", En: "The picture shows sample data; your figures will differ. Choose it to see it larger."},
		"chinese": {Hans: "画面上的字是简体中文。", Hant: "畫面上的字是簡體中文。", En: "Its words are Chinese; the layout is the same."},
	}
}

func glossaryWords() i18n.Words {
	return i18n.Words{
		"title":   {Hans: "这些词是什么意思", Hant: "這些詞是什麼意思", En: "What the words mean"},
		"says":    {Hans: "一个意思只用一个词，每个画面都一样。", Hant: "一個意思只用一個詞，每個畫面都一樣。", En: "One meaning has one word, the same on every screen."},
		"back":    {Hans: "‹ 回到 %s", Hant: "‹ 回到 %s", En: "‹ Back to %s"},
		"back.to": {Hans: "‹ 回到刚才那一页", Hant: "‹ 回到剛才那一頁", En: "‹ Back to where you were"},
		"help":    {Hans: "帮助目录", Hant: "說明目錄", En: "All of help"},
		"search":  {Hans: "找一个词", Hant: "找一個詞", En: "Find a word"},
		"go":      {Hans: "找", Hant: "找", En: "Search"},
		"all":     {Hans: "看全部", Hant: "看全部", En: "Show all"},
		"none":    {Hans: "这里没有“%s”。换个更短的词试试。", Hant: "這裡沒有「%s」。換個更短的詞試試。", En: "There is no “%s” here. Try a shorter word."},
	}
}
