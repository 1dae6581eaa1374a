package sample

import (
	"strings"

	"github.com/huoshui/huoshui/internal/base/event"
)

// notice is what WeChat itself writes into the chat when something happened;
// "" for what it does not tell.
func (l *line) notice() string {
	switch l.kind {
	case event.Join:
		var names []string
		for _, p := range l.subjects {
			names = append(names, p.name)
		}
		if l.scene == "qr" {
			return "“" + names[0] + "”通过扫描“" + l.who.name + "”分享的二维码加入群聊"
		}
		return "“" + l.who.name + "”邀请“" + strings.Join(names, "、") + "”加入了群聊"
	case event.Remove:
		return "“" + l.who.name + "”将“" + l.subjects[0].name + "”移出了群聊"
	case event.Delete:
		return "“" + l.who.name + "”撤回了一条消息"
	}
	return l.body
}

// pokes is what stands in the chat behind the name of who does it.
func pokes(to *person) string { return "拍了拍“" + to.name + "”" }

// took is the notice of a red packet.
func took(who, of *person) string {
	return "“" + who.name + "”领取了“" + of.name + "”的红包"
}

// remove lets somebody be put out of the room.
func (r *room) remove(who *person, at int, by *person) {
	r.of[who].to = at
	r.lines = append(r.lines, &line{at: at, kind: event.Remove, who: by, subjects: []*person{who}})
}

// outsider is somebody of the neighbourhood who is not in the room.
func (r *room) outsider() *person {
	for {
		if p := r.w.people[r.rng.IntN(len(r.w.people))]; r.of[p] == nil {
			return p
		}
	}
}

// bring lets somebody come into the room. They say what they are told to say
// and nothing by themselves.
func (r *room) bring(who *person, at int, by *person, scene string) {
	m := &member{who: who, from: at, to: forever}
	r.members, r.of[who] = append(r.members, m), m
	r.lines = append(r.lines, &line{at: at, kind: event.Join, who: by, subjects: []*person{who}, scene: scene})
}
