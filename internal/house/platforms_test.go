package house

import (
	"net/http"
	"testing"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/matrix/matrixtest"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// anywhere was written for a platform that lets a program do nearly all of it.
const anywhere = `
sop: 1
name: anywhere
title: 到哪都一样
per: member
start:
  - {id: joined, on: member.joined}
if: '!member.staff'
steps:
  - {id: hello, say: {to: group, wordings: ["欢迎{{昵称}}来{{群名}}。"]}}
  - {id: notice, say: {to: announcement, wordings: ["新来的朋友，规矩在这里。"]}}
  - {id: word, say: {to: member, wordings: ["{{昵称}}，有事随时说。"]}}
  - {id: come, invite: {to: 老客群, text: 来老客群坐坐, direct: true}}
  - {id: seen, task: {do: "看看{{昵称}}有没有人理", due: 4h}}
  - id: stays
    task:
      do: "{{昵称}}是走错的吗？"
      choices:
        - {name: 不是, default: true}
        - {name: 走错了, do: [{id: out, remove: {why: 走错了群, tell: "{{昵称}}，你要找的群不是这个。", direct: true}}]}
`

// deedsOf is how many of the steps of that SOP want something done before the last
// waits for an answer.
const deedsOf = 6

// everyDeed waits until all that an SOP wanted in a group has been done or asked of a
// person, and returns how much the program did itself.
func (s *stage) everyDeed(group id.Group) (byItself int64) {
	s.t.Helper()
	var asked int64
	run := func() string {
		return "sop/" + id.Show(id.Run(s.number(`SELECT COALESCE(MAX(id), 0) FROM playbook_run WHERE workspace = $1 AND group_id = $2`, s.ws, group))) + "/%"
	}
	s.until("all that the SOP wanted", func() bool {
		byItself = s.number(`SELECT COUNT(*) FROM outbox_deed WHERE workspace = $1 AND key LIKE $2 AND state = 'sent'`, s.ws, run())
		asked = s.number(`SELECT COUNT(*) FROM task_item WHERE workspace = $1 AND key LIKE $2 AND state = 'open'`, s.ws, run())
		return byItself+asked == deedsOf
	})
	if n := s.number(`SELECT COUNT(*) FROM playbook_act a JOIN playbook_run r ON r.workspace = $1 AND r.id = a.run WHERE a.workspace = $1 AND r.group_id = $2 AND a.what = 'skip'`, s.ws, group); n != 0 {
		s.t.Errorf("%d steps were left out", n)
	}
	return byItself
}

// group waits until a chat is known, and returns its group.
func (s *stage) group(chat event.NativeChat) id.Group {
	s.t.Helper()
	var places []playbook.Place
	s.until("the group is known", func() bool {
		var err error
		places, err = s.groupsOf(chat)
		s.must(err)
		return len(places) == 1
	})
	return places[0].Group
}

// TestAnSOPOnEveryPlatform: written for one platform it runs on any other, and what
// a program may not do there is asked of a person; nothing is lost.
func TestAnSOPOnEveryPlatform(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		t.Run("sandbox", func(t *testing.T) {
			for profile, want := range map[sandbox.Profile]int64{sandbox.Rich: 1, sandbox.WeCom: 0, sandbox.Poor: 1} {
				t.Run(string(profile), func(t *testing.T) {
					s, _, _ := rehearse(t, dbtest.Open(t, d.Dialect, Schemas()))
					chat, _ := s.chat(profile)
					group := s.group(chat)
					s.runs(anywhere, group)
					who, err := s.app.Sandbox.CreatePerson(t.Context(), s.ws, "新来的小北")
					s.must(err)
					s.must(s.app.Sandbox.Join(t.Context(), s.ws, chat, who, "扫码"))
					if n := s.everyDeed(group); n != want {
						t.Errorf("the program did %d itself, want %d", n, want)
					}
				})
			}
		})
		t.Run("by hand", func(t *testing.T) {
			s := newStage(t, dbtest.Open(t, d.Dialect, Schemas()), 0)
			k := s.live()
			group := s.handGroup("青禾老客群")
			s.handDoor(k)
			s.runs(anywhere, group)
			_, err := s.app.Manual.Moved(t.Context(), s.ws, s.owner(), group, event.Join, []string{"小雨"})
			s.must(err)
			if n := s.everyDeed(group); n != 0 {
				t.Errorf("in a group kept by hand the program did %d itself", n)
			}
		})
		t.Run("matrix", func(t *testing.T) {
			s, _, _, people, _ := besideMatrix(t, dbtest.Open(t, d.Dialect, Schemas()))
			host := people.Person(t, "店长")
			room := people.Create(t, host, "花店会员群")
			people.Must(t, host, http.MethodPost, matrixtest.Room(room, "invite"), map[string]any{"user_id": matrixtest.Bot}, nil)
			s.await("our coming", func() bool { return people.In(t, room, matrixtest.Bot, host) })
			first := people.Say(t, room, host, "玫瑰到了")
			s.await("the message", func() bool { return s.knows(first) })
			group := s.group(event.NativeChat(room))
			late := touching.Defaults() // here the time is the real one: it may be late in the evening
			late.Quiet = touching.Hours{}
			s.write(func(tx *db.Tx) error { return s.app.Compliance.Set(t.Context(), tx, s.ws, group, late) })
			s.runs(anywhere, group)
			who := people.Person(t, "小雨")
			people.Must(t, host, http.MethodPost, matrixtest.Room(room, "invite"), map[string]any{"user_id": who}, nil)
			people.Join(t, room, who)
			if n := s.everyDeed(group); n != 1 {
				t.Errorf("on Matrix the program did %d itself", n)
			}
		})
	})
}
