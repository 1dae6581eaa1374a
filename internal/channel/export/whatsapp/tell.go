package whatsapp

import (
	"strings"
	"unicode/utf8"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/channel/export"
)

// flush tells the message that was waiting, if any.
func (r *reader) flush() error {
	if !r.pending {
		return nil
	}
	r.pending = false
	export.At(r.sink, r.file(), r.first)
	text := strings.TrimRight(r.text.String(), " \n")
	r.ev = event.Event{
		Network: event.WhatsApp, Namespace: r.opt.Namespace, Chat: r.chat,
		At: r.at, Order: r.seq.Next(r.at),
	}
	if !person(r.author).Known() { // a line of WhatsApp's own, or one whose name is nothing but marks
		s, _ := interpret(text)
		return r.happened(s)
	}
	if strings.HasPrefix(text, wrote) { // an iPhone signs its own lines with a name too
		s, ok := interpret(text)
		byGroup := r.titles[person(r.author).Name] && !r.voices[r.author]
		if ok || byGroup || encrypted(text) {
			return r.happened(s)
		}
	}
	return r.said(text)
}

// said tells a message, or that one was deleted.
func (r *reader) said(text string) error {
	r.ev.Actor = person(r.author)
	if isDeleted(text) {
		r.ev.Kind = event.Delete
		return r.sink.Event(&r.ev)
	}
	r.ev.Kind = event.Message
	body := withoutEdited(text)
	r.ev.Mentions = mentioned(body)
	r.ev.Form, body = form(body)
	r.ev.Body = strings.TrimSpace(strings.Map(dropMark, body))
	r.ev.Chars = utf8.RuneCountInString(r.ev.Body) + r.cut
	return r.sink.Event(&r.ev)
}

// happened tells what a line of WhatsApp's own says.
func (r *reader) happened(s reading) error {
	r.ev.Kind, r.ev.Body = s.kind, s.body
	who := person(s.actor)
	switch s.kind {
	case event.Join, event.Leave, event.Remove:
		r.ev.Body = ""
		r.ev.Actor, r.ev.Subjects, r.ev.Scene = who, people(s.subjects), s.scene
		if len(r.ev.Subjects) == 0 {
			r.ev.Kind, r.ev.Actor, r.ev.Scene, r.ev.Body = event.Notice, event.Actor{}, "", s.body
		}
	case event.GroupRenamed:
		r.ev.Actor = who
	}
	if s.founded && who.Known() {
		if err := r.sink.Person(export.Person{
			Network: event.WhatsApp, Namespace: r.opt.Namespace, Chat: r.chat,
			Actor: who, Owner: true, Self: who.ID == selfID,
		}); err != nil {
			return err
		}
	}
	if err := r.meetSelf(); err != nil {
		return err
	}
	return r.sink.Event(&r.ev)
}

// meetSelf tells, once, that the id "self" is the account of the export.
func (r *reader) meetSelf() error {
	for _, p := range append([]event.Actor{r.ev.Actor}, r.ev.Subjects...) {
		if p.ID != selfID || r.self {
			continue
		}
		r.self = true
		if err := r.sink.Person(export.Person{
			Network: event.WhatsApp, Namespace: r.opt.Namespace, Chat: r.chat, Actor: p, Self: true,
		}); err != nil {
			return err
		}
	}
	return nil
}

var orderNames = map[order]i18n.Text{
	dayFirst:   {Hans: "日/月/年", Hant: "日/月/年", En: "day/month/year"},
	monthFirst: {Hans: "月/日/年", Hant: "月/日/年", En: "month/day/year"},
	yearFirst:  {Hans: "年/月/日", Hant: "年/月/日", En: "year/month/day"},
}

var (
	notWhatsApp = i18n.Text{
		Hans: "“%s”里没有一行是 WhatsApp 的“日期， 时间 - 名字： 内容”。请在手机上打开群，选“更多 → 导出聊天记录”，再导入得到的文件。",
		Hant: "「%s」裡沒有任何一行是 WhatsApp 的「日期， 時間 - 名字： 內容」。請在手機上開啟群組，選「更多 → 匯出對話」，再匯入得到的檔案。",
		En:   "No line of “%s” looks like WhatsApp’s “date, time - name: text”. Open the group on the phone, choose More → Export chat, and import the resulting file.",
	}
	dateAssumed = i18n.Text{
		Hans: "整个文件都看不出日期里先写日还是先写月，按“%s”读了。如果月份不对，请导出更长的一段再导入。",
		Hant: "整個檔案都看不出日期是先寫日還是先寫月，已按「%s」讀取。如果月份不對，請匯出更長的一段再匯入。",
		En:   "Nothing in the file shows whether its dates put the day or the month first; they were read as %s. If the months are wrong, export a longer stretch and import that.",
	}
	noHead = i18n.Text{
		Hans: "这里还没有出现“日期， 时间 - 名字： 内容”，不知道是谁什么时候说的，已跳过到下一条消息。",
		Hant: "這裡還沒有出現「日期， 時間 - 名字： 內容」，不知道是誰在何時說的，已略過到下一則訊息。",
		En:   "No “date, time - name: text” has come yet, so who said this and when is unknown. It was skipped up to the next message.",
	}
	noDate = i18n.Text{
		Hans: "这一行的日期按“%s”读不成立，这条消息已跳过，其余照常读取。",
		Hant: "這一行的日期按「%s」讀取並不成立，這則訊息已略過，其他照常讀取。",
		En:   "The date in this line makes no sense as %s. This message was skipped, the others were read.",
	}
)
