package render

import (
	"slices"
	"strings"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
)

// What is asked of the reader, and what could not be read.
var (
	staffTitle = text("先说清一件事:谁是你们的人?", "先說清楚一件事:誰是你們的人?", "One thing first: who are your staff?")
	staffWhy   = text(
		"没有人说过哪些是工作人员,所以播报占比、漏回、群友互答和群的类型都空着;下面的人数里也可能有自己人。",
		"沒有人說過哪些是工作人員,所以播報占比、漏回、群友互答和群組的類型都空著;下面的人數裡也可能有自己人。",
		"Nobody has said who works for you, so broadcasts, unanswered questions, members answering members and the type of each group are left blank, and your own people may be among the members counted below.")
	staffMaybe   = text("看起来像的:", "看起來像的:", "They may be:")
	staffNobody  = text("从名字和发的东西看,没有哪位像。", "從名稱和發的內容看,沒有哪位像。", "Nobody looks like staff by name or by what they post.")
	staffThen    = text("说一声再跑一遍:", "說一聲再跑一次:", "Say so and run it again:")
	staffOrNone  = text("这些群里没有工作人员,就用:", "這些群組裡沒有工作人員,就用:", "If none of your staff are in these groups:")
	staffExample = text("名字1,名字2", "名稱1,名稱2", "NAME,NAME")

	becauseSelf  = text("导出这份记录的账号", "匯出這份紀錄的帳號", "the account that made the export")
	becauseOwner = text("群主", "群主", "owns a group")
	becauseName  = text("名字像", "名稱像", "the name says so")
	becausePosts = text("发了三成以上的链接和图片", "發了三成以上的連結和圖片", "posts three in ten or more of the links and pictures")

	unmatched      = text("聊天里没有叫「%s」的人,请核对名字或编号。", "聊天裡沒有叫「%s」的人,請核對名稱或編號。", "Nobody in these chats is called %q; please check the name or id.")
	skippedTitle   = text("跳过了 %s 行", "略過了 %s 行", "%s {line was|lines were} skipped")
	skippedOne     = text("跳过了 1 行", "略過了 1 行", "1 line was skipped")
	skippedLine    = text("%s 第 %s 行", "%s 第 %s 行", "%s line %s")
	skippedMore    = text("还有 %s 行,原因多半相同。", "還有 %s 行,原因多半相同。", "%s more {line|lines}, mostly for the same reasons.")
	filesMore      = text("还有 %s 个文件也没有读全。加 --all 都列出来。", "還有 %s 個檔案也沒有讀全。加上 --all 全部列出。", "%s more {file was|files were} not read whole. Add --all to list them.")
	brokenExport   = text("%s 没有读完:%s", "%s 沒有讀完:%s", "%s was not read to its end: %s")
	nothingButThis = text("读到的行都用上了,不过要留意:", "讀到的行都用上了,不過要留意:", "Every line that was read was used, but note:")
	nothingLost    = text("每一行都读进来了。", "每一行都讀進來了。", "Every line was read.")
)

// candidate is somebody who may be staff, with the reasons in words.
type candidate struct{ Name, Why string }

func (s *story) candidates() []candidate {
	var out []candidate
	for _, c := range s.d.Candidates {
		var why []string
		for _, r := range []struct {
			holds bool
			t     i18n.Text
		}{{c.Self, becauseSelf}, {c.Owner, becauseOwner}, {c.Named, becauseName}, {c.Posts, becausePosts}} {
			if r.holds {
				why = append(why, s.say(r.t))
			}
		}
		it := candidate{cutRunes(clean(c.Name), 40), s.list(why)}
		if it.Name != "" && !slices.Contains(out, it) { // 「我」 of several chats is asked for once
			out = append(out, it)
		}
	}
	return out
}

// command is what to type to name the staff: the candidates filled in, quoted
// so that a shell takes any name for nothing but a name.
func (s *story) command() string {
	var names []string
	for _, c := range s.d.Candidates {
		name := strings.ReplaceAll(strings.ReplaceAll(c.Name, `\`, `\\`), ",", `\,`)
		if plainName(c) && len(names) < 8 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "--staff " + s.say(staffExample)
	}
	return "--staff " + shellQuote(strings.Join(names, ","))
}

// plainName reports whether a candidate's name survives being shown, so that
// what is copied from the screen is the name.
func plainName(c diagnose.Candidate) bool { return c.Name != "" && clean(c.Name) == c.Name }

func shellQuote(s string) string {
	harmless := func(r rune) bool {
		return r >= 0x80 && r != '\u3000' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune("_-.,:@%+/", r)
	}
	if strings.IndexFunc(s, func(r rune) bool { return !harmless(r) }) < 0 && !strings.HasPrefix(s, "-") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// skips says what could not be read: what concerns whole files, then the first
// lines, each with the reason.
func (s *story) skips(limit int) (title string, out []string) {
	n := s.d.Heading.SkippedLines
	if s.opt.All {
		limit = len(s.d.Skips)
	}
	var files, lines []string
	for _, sk := range s.d.Skips {
		if sk.Line > 0 {
			lines = append(lines, s.skipped(sk))
		} else {
			files = append(files, s.skipped(sk))
		}
	}
	out = append(out, files[:min(len(files), limit)]...)
	if more := len(files) - limit; more > 0 {
		out = append(out, s.say(filesMore, number(more)))
	}
	lines = lines[:min(len(lines), limit)]
	out = append(out, lines...)
	if more := n - len(lines); more > 0 && len(lines) > 0 {
		out = append(out, s.say(skippedMore, number(more)))
	}
	for _, e := range s.d.Exports {
		said := func(sk export.Skip) bool { return sk.Line == 0 && sk.File == e.File }
		if e.Err != nil && !slices.ContainsFunc(s.d.Skips, said) {
			out = append(out, s.say(brokenExport, clean(e.File), clean(fault.Public(e.Err).In(s.lang))))
		}
	}
	switch n {
	case 0:
		if len(out) > 0 {
			return s.say(nothingButThis), out
		}
		return s.say(nothingLost), out
	case 1:
		return s.say(skippedOne), out
	}
	return s.say(skippedTitle, number(n)), out
}

// skipped says where something was passed over, and why.
func (s *story) skipped(sk export.Skip) string {
	where := clean(sk.File)
	if sk.Line > 0 {
		where = s.say(skippedLine, where, number(sk.Line))
	}
	line := clean(sk.Why.In(s.lang))
	if where = strings.TrimSpace(where); where != "" {
		line = where + s.colon() + line
	}
	return cutRunes(line, 300)
}

func (s *story) colon() string {
	if s.lang == i18n.En {
		return ": "
	}
	return ":"
}
