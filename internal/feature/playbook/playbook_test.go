package playbook_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/audit"
	"github.com/huoshui/huoshui/internal/base/clock"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fact"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

const (
	ws    id.Workspace = 7
	shop  id.Group     = 11
	other id.Group     = 12
)

// house is what SOPs ask of the rest of the house, for a test.
type house struct {
	gone   map[playbook.Subject]bool
	did    []string
	keys   map[string]int
	people map[uint32]cond.Member // of the shop's group
	days   map[uint32]when.Yearly // birthdays
	state  string                 // of every group
	left   []time.Time            // when people left the shop's group
	size   int64                  // of every group
	others int                    // people who could agree
	unfit  map[string]i18n.Text   // ready SOPs that do not suit the workspace
	asked  []playbook.Approval    // of them
	back   []string               // what they are not asked any more
	knew   int                    // how often it was asked what is known
}

func (h *house) Who(_ context.Context, _ *db.Tx, _ id.Workspace, _ fact.Where, people []fact.Person) (out []uint32, err error) {
	for _, p := range people {
		var ord uint32
		_, _ = fmt.Sscanf(p.ID, "u%d", &ord)
		out = append(out, ord)
	}
	return out, nil
}

func (h *house) Knows(_ context.Context, _ *db.Tx, _ id.Workspace, _ time.Time, subjects []playbook.Subject, _ cond.Asked) (out []playbook.Known, err error) {
	h.knew++
	zone := time.FixedZone("", 8*3600)
	for _, s := range subjects {
		m := h.people[s.Member]
		m.Staff = s.Member == 99
		days := map[string]when.Yearly{}
		if d, ok := h.days[s.Member]; ok {
			days[engine.Birthday] = d
		}
		out = append(out, playbook.Known{Gone: h.gone[s], Zone: zone, Facts: cond.Facts{Group: cond.Group{Life: "long-term", State: h.state, Members: h.size}, Member: m}, Days: days,
			Values: map[string]string{"昵称": fmt.Sprint("第", s.Member, "位"), "群名": fmt.Sprint("群", s.Group)}})
	}
	return out, nil
}

func (h *house) Inside(_ context.Context, _ *db.Tx, _ id.Workspace, group id.Group, after uint32, most int) (out []uint32, next uint32, err error) {
	if group != shop {
		return nil, 0, nil
	}
	for _, ord := range slices.Sorted(maps.Keys(h.people)) {
		if ord <= after {
			continue
		}
		if len(out) == most {
			return out, out[most-1], nil
		}
		out = append(out, ord)
	}
	return out, 0, nil
}

func (h *house) Approval(_ context.Context, _ *db.Tx, _ id.Workspace, a playbook.Approval) error {
	h.asked = append(h.asked, a)
	return nil
}

func (h *house) Left(_ context.Context, _ *db.Tx, _ id.Workspace, groups []id.Group, from, to time.Time) (n int, told time.Duration, err error) {
	for _, at := range h.left {
		if at.After(from) && !at.After(to) && len(groups) > 0 {
			n++
		}
		told = max(told, min(to.Sub(at), to.Sub(from)))
	}
	return n, told, nil
}

func (h *house) Zones(_ context.Context, _ *db.Tx, _ id.Workspace, groups []id.Group) ([]*time.Location, error) {
	return slices.Repeat([]*time.Location{time.FixedZone("", 8*3600)}, len(groups)), nil
}

func (h *house) Asks(text string) bool { return strings.HasSuffix(text, "？") }

func (h *house) Live(context.Context, *db.Tx, id.Workspace, playbook.Subject, script.Field) (string, bool) {
	return "", false
}

func (h *house) Withdraw(_ context.Context, _ *db.Tx, _ id.Workspace, keys []string) error {
	for _, k := range keys {
		if strings.HasPrefix(k, "launch/") {
			h.back = append(h.back, k)
			continue
		}
		h.did = append(h.did, "take back "+k[strings.LastIndex(k, "/")+1:])
	}
	return nil
}

func (h *house) Act(_ context.Context, _ *db.Tx, _ id.Workspace, deeds []playbook.Deed) error {
	for _, d := range deeds {
		h.keys[d.Key]++
		switch {
		case d.Say != nil:
			h.did = append(h.did, "say "+d.Say.Text)
		case d.Ask != nil && d.Ask.Late:
			h.did = append(h.did, "ask late "+d.Step)
		case d.Ask != nil:
			h.did = append(h.did, "ask "+d.Ask.Task.Do.Hans)
		default:
			h.did = append(h.did, "tag "+strings.Join(d.Tag, " "))
		}
	}
	return nil
}

// stage is a service with a clock that a test moves.
type stage struct {
	in  id.Workspace
	t   testing.TB
	d   *db.DB
	s   *playbook.Service
	h   *house
	now time.Time

	watch func(did int) // told how much each job did
}

// ofDesk is the stage for another workspace.
func (s *stage) ofDesk(in id.Workspace) *stage {
	out := *s
	out.in = in
	return &out
}

func (s *stage) Now() time.Time { return s.now }

func newStage(t testing.TB, d *db.DB) *stage {
	t.Helper()
	s := &stage{in: ws, t: t, d: d, h: &house{gone: map[playbook.Subject]bool{}, keys: map[string]int{}}, now: dbtest.Noon}
	var err error
	if s.s, err = playbook.New(d, id.NewSource(3), func(id.Workspace) clock.Clock { return s }, s.h, s.h); err != nil {
		t.Fatal(err)
	}
	return s
}

func schemas() []db.Schema { return []db.Schema{playbook.Schema, job.Schema, audit.Schema} }

// runs saves an SOP and lets it run in the shop's group.
func (s *stage) runs(text string, fields map[string]string) playbook.Book {
	s.t.Helper()
	b := s.saved(text)
	if err := s.s.Put(s.t.Context(), ws, b.ID, []playbook.Place{{Group: shop, Fields: fields}}); err != nil {
		s.t.Fatal(err)
	}
	s.turns(b, playbook.On)
	return b
}

func (s *stage) saved(text string) playbook.Book {
	s.t.Helper()
	b, problems, err := s.s.Save(s.t.Context(), ws, text, 5)
	if err != nil {
		for _, p := range problems {
			s.t.Log(p.In("en"), p.Excerpt)
		}
		s.t.Fatal(err)
	}
	return b
}

func (s *stage) turns(b playbook.Book, to playbook.State) {
	s.t.Helper()
	if err := s.s.Switch(s.t.Context(), ws, b.ID, to); err != nil {
		s.t.Fatal(err)
	}
}

// hears tells a fact; n names it.
func (s *stage) hears(n id.Fact, kind fact.Kind, group id.Group, who string) {
	s.t.Helper()
	var body any = fact.Message{Where: fact.Where{Group: id.Show(group)}, From: fact.Person{ID: who}, Text: "在吗"}
	switch kind {
	case fact.GroupBecame:
		body = fact.Became{Where: fact.Where{Group: id.Show(group)}, Is: who}
	case fact.MemberJoined:
		body = fact.Move{Where: fact.Where{Group: id.Show(group)}, Who: []fact.Person{{ID: who}}}
	}
	text, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	s.write(func(tx *db.Tx) error {
		wants, err := playbook.Live{S: s.s}.Wants(s.t.Context(), tx, s.in)
		if err != nil || !slices.Contains(wants, kind) {
			return err
		}
		return playbook.Live{S: s.s}.Hear(s.t.Context(), tx, s.in, []fact.Fact{{ID: n, Workspace: s.in, Kind: kind, At: s.now, Body: text}})
	})
}

func (s *stage) write(fn func(*db.Tx) error) {
	s.t.Helper()
	if err := s.d.Write(s.t.Context(), fn); err != nil {
		s.t.Fatal(err)
	}
}

// passes lets time pass, and what is due be done at its time; absent, all of it is
// done at the end.
func (s *stage) passes(span time.Duration, absent bool) {
	s.t.Helper()
	end := s.now.Add(span)
	for {
		var due []job.Job
		s.write(func(tx *db.Tx) error {
			return tx.Each(s.t.Context(), `SELECT kind, key, due, body FROM job_waiting WHERE workspace = $1 AND due <= $2 ORDER BY due, id LIMIT 1`, []any{int64(s.in), end.UnixMilli()},
				func(scan func(...any) error) error {
					var j job.Job
					var at int64
					err := scan(&j.Kind, &j.Key, &at, &j.Body)
					j.Due = time.UnixMilli(at).UTC()
					due = append(due, j)
					return err
				})
		})
		if len(due) == 0 {
			s.now = end
			return
		}
		s.now = due[0].Due
		if absent {
			s.now = end
		}
		before := len(s.h.did)
		s.write(func(tx *db.Tx) error {
			if _, err := job.Drop(s.t.Context(), tx, s.in, due[0].Kind, due[0].Key); err != nil {
				return err
			}
			return playbook.Live{S: s.s}.Do(s.t.Context(), tx, s.in, s.now, due)
		})
		if s.watch != nil {
			s.watch(len(s.h.did) - before)
		}
	}
}

// did takes what was done since, and fails where it is not this.
func (s *stage) did(want ...string) {
	s.t.Helper()
	if !slices.Equal(s.h.did, want) {
		s.t.Errorf("done was\n%s\nwant\n%s", strings.Join(s.h.did, "\n"), strings.Join(want, "\n"))
	}
	s.h.did = nil
	for key, n := range s.h.keys {
		if n > 1 {
			s.t.Errorf("%s was done %d times", key, n)
		}
	}
}

const welcome = `
sop: 1
name: welcome
title: 欢迎
per: member
start:
  - {id: joined, on: member.joined}
if: '!member.staff'
steps:
  - {id: hello, say: {to: group, wordings: ["欢迎{{昵称}}。"]}}
  - id: word
    await:
      on: message.recorded
      within: 2d
      came: [{id: spoke, tag: [说过话]}]
      not: [{id: nudge, say: {to: member, wordings: ["{{昵称}}，有事随时说。"]}}]
`

// TestSomebodyIsWelcomed once, in the groups where it runs, and what they do or do
// not do is heard.
func TestSomebodyIsWelcomed(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.runs(welcome, nil)
		s.hears(1, fact.MemberJoined, shop, "u1")
		s.hears(1, fact.MemberJoined, shop, "u1")
		s.hears(2, fact.MemberJoined, other, "u2")
		s.hears(3, fact.MemberJoined, shop, "u99")
		s.hears(4, fact.MemberJoined, shop, "u3")
		s.did("say 欢迎第1位。", "say 欢迎第3位。")
		s.hears(5, fact.MessageRecorded, shop, "u1")
		s.hears(5, fact.MessageRecorded, shop, "u1")
		s.hears(6, fact.MessageRecorded, other, "u3")
		s.did("tag 说过话")
		s.passes(72*time.Hour, false)
		s.did("say 第3位，有事随时说。")
	})
}

// TestWhoIsGoneIsLeftAlone, and so is a group that is no more.
func TestWhoIsGoneIsLeftAlone(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		s.runs(welcome, nil)
		s.hears(1, fact.MemberJoined, shop, "u1")
		s.h.gone[playbook.Subject{Group: shop, Member: 1}] = true
		s.passes(72*time.Hour, false)
		s.hears(2, fact.MemberJoined, shop, "u1")
		s.did("say 欢迎第1位。", "take back hello")
	})
}

const weekly = `
sop: 1
name: weekly
title: 周报
per: group
start:
  - {id: sunday, every: FREQ=WEEKLY;BYDAY=SU;BYHOUR=20;BYMINUTE=30, missed: %s}
steps:
  - {id: report, say: {to: group, wordings: ["{{群名}}这周。"]}}
`

// TestTheCalendarBegins SOPs at their time, and what was missed is done as they say.
func TestTheCalendarBegins(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.runs(fmt.Sprintf(weekly, "skip"), nil)
		s.passes(14*24*time.Hour, false)
		s.did("say 群11这周。", "say 群11这周。")
		s.passes(7*24*time.Hour, true)
		s.did()
		s.saved(fmt.Sprintf(weekly, "ask"))
		s.passes(7*24*time.Hour, true)
		s.did("ask late report")
		s.turns(b, playbook.Paused)
		s.passes(21*24*time.Hour, false)
		s.did()
		s.turns(b, playbook.On)
		s.passes(time.Hour, false) // nobody said that it is still wanted
		s.did()
		s.passes(7*24*time.Hour, false)
		s.did("say 群11这周。")
		s.turns(b, playbook.Off)
		s.passes(21*24*time.Hour, false)
		s.did()
	})
}

// TestOneRunAndOneGroupArePaused, go on where they stood, and end alone.
func TestOneRunAndOneGroupArePaused(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.runs(welcome, nil)
		for n := range 3 {
			s.hears(id.Fact(1+n), fact.MemberJoined, shop, fmt.Sprint("u", 1+n))
		}
		s.did("say 欢迎第1位。", "say 欢迎第2位。", "say 欢迎第3位。")
		run := func(member uint32) (out id.Run) {
			s.write(func(tx *db.Tx) error {
				return tx.QueryRow(t.Context(), `SELECT id FROM playbook_run WHERE workspace = $1 AND member = $2`, ws, int64(member)).Scan(&out)
			})
			return out
		}
		for _, err := range []error{s.s.HoldRun(t.Context(), ws, run(1), true), s.s.EndRun(t.Context(), ws, run(2))} {
			if err != nil {
				t.Fatal(err)
			}
		}
		s.passes(72*time.Hour, false)
		s.did("take back hello", "say 第3位，有事随时说。")
		if err := s.s.HoldRun(t.Context(), ws, run(1), false); err != nil {
			t.Fatal(err)
		}
		s.passes(time.Minute, false)
		s.did("say 第1位，有事随时说。")

		s.hears(7, fact.MemberJoined, shop, "u7")
		s.did("say 欢迎第7位。")
		if err := s.s.HoldGroup(t.Context(), ws, b.ID, shop, true); err != nil {
			t.Fatal(err)
		}
		s.hears(8, fact.MemberJoined, shop, "u8")
		s.passes(72*time.Hour, false)
		s.did()
		if err := s.s.HoldGroup(t.Context(), ws, b.ID, shop, false); err != nil {
			t.Fatal(err)
		}
		s.passes(time.Minute, false)
		s.hears(9, fact.MemberJoined, shop, "u9")
		s.did("say 第7位，有事随时说。", "say 欢迎第9位。")
		for what, err := range map[string]error{"a run": s.s.HoldRun(t.Context(), ws+1, run(1), true), "the end of one": s.s.EndRun(t.Context(), ws+1, run(1)),
			"a group": s.s.HoldGroup(t.Context(), ws+1, b.ID, shop, true), "a group without it": s.s.HoldGroup(t.Context(), ws, b.ID, other, true)} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s of elsewhere: %v", what, err)
			}
		}
	})
}

const rush = `
sop: 1
name: rush
title: 抢购
per: group
fields:
  - {name: T0, from: form, kind: moment}
start:
  - {id: sale, moment: T0}
steps:
  - {id: before, at: T-2d 12:00, say: {to: announcement, wordings: [周六开始。]}}
  - {id: open, at: T0, say: {to: group, selling: true, wordings: [开始了。]}}
  - id: close
    at: T+4d 10:00
    task: {do: 解散群, due: 1d, choices: [{name: 解散, do: [{id: said, say: {to: group, wordings: [这个群先散了。]}}]}, {name: 先不, default: true}]}
`

// TestASaleRunsByItsMoment, and a to-do's end takes it on.
func TestASaleRunsByItsMoment(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		at := s.now.Add(5 * 24 * time.Hour)
		b := s.runs(rush, map[string]string{"T0": at.In(time.FixedZone("", 8*3600)).Format("2006-01-02 15:04")})
		s.passes(4*24*time.Hour, false)
		s.did("say 周六开始。")
		s.turns(b, playbook.Paused)
		s.turns(b, playbook.On) // it does not begin once more
		s.did()
		s.turns(b, playbook.Off)
		s.did("take back before")
		s.turns(b, playbook.On) // it does: what is past is left out
		s.passes(time.Minute, false)
		s.did()
		s.passes(25*time.Hour, false)
		s.did("say 开始了。")
		s.passes(4*24*time.Hour, false)
		s.did("ask 解散群")
		var key string
		for k := range s.h.keys {
			if strings.HasSuffix(k, "/close") {
				key = k
			}
		}
		s.turns(b, playbook.Paused)
		for range 2 {
			s.write(func(tx *db.Tx) error { return s.s.Answer(t.Context(), tx, ws, key, 0, nil) })
		}
		s.did()
		s.turns(b, playbook.On) // what was answered meanwhile counts
		s.passes(time.Minute, false)
		s.did("say 这个群先散了。")
		s.write(func(tx *db.Tx) error { return s.s.Answer(t.Context(), tx, ws, key, 0, nil) })
		s.did()
	})
}

const caller = `
sop: 1
name: caller
title: 先问候再欢迎
per: member
start:
  - {id: joined, on: member.joined}
steps:
  - {id: first, call: {name: welcome, wait: true}}
  - {id: after, tag: [欢迎完]}
`

// TestOneSOPCallsAnother, waits for it, and never in a circle.
func TestOneSOPCallsAnother(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.saved(strings.Replace(welcome, "on: member.joined", "hand: true", 1))
		s.turns(b, playbook.On)
		s.runs(caller, nil)
		s.hears(1, fact.MemberJoined, shop, "u1")
		s.did("say 欢迎第1位。")
		s.hears(2, fact.MessageRecorded, shop, "u1")
		s.did("tag 说过话", "tag 欢迎完")
		_, _, err := s.s.Save(t.Context(), ws, strings.Replace(welcome, "steps:", "steps:\n  - {id: around, call: {name: caller}}", 1), 5)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Public(err).In("en"), "welcome → caller → welcome") {
			t.Errorf("a circle: %v", err)
		}
	})
}

// TestAVersionStays what runs under way go by, and another workspace has none.
func TestAVersionStays(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.runs(welcome, nil)
		s.hears(1, fact.MemberJoined, shop, "u1")
		if b2 := s.saved(strings.ReplaceAll(welcome, "有事随时说", "忙吗")); b2.ID != b.ID || b2.Version != 2 {
			t.Errorf("saved as %+v", b2)
		}
		s.hears(2, fact.MemberJoined, shop, "u2")
		s.did("say 欢迎第1位。", "say 欢迎第2位。")
		s.passes(72*time.Hour, false)
		s.did("say 第1位，有事随时说。", "say 第2位，忙吗。")
		for _, err := range []error{s.s.Switch(t.Context(), ws+1, b.ID, playbook.Off), s.s.Put(t.Context(), ws+1, b.ID, nil)} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("another workspace's SOP: %v", err)
			}
		}
	})
}

// TestManyAreGreetedTogether, and each still has a run of their own; who is
// forgotten has none.
func TestManyAreGreetedTogether(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		text := strings.Replace(welcome, "on: member.joined", "on: member.joined, gather: {for: 10min, most: 2}", 1)
		s.runs(strings.Replace(text, `wordings: ["欢迎{{昵称}}。"]`, `wordings: [{if: event.count <= 1, text: "欢迎{{昵称}}。"}, {if: event.count > 1, text: "欢迎{{昵称1}}等{{人数}}位。"}]`, 1), nil)
		s.hears(1, fact.MemberJoined, shop, "u1")
		s.passes(5*time.Minute, false)
		s.hears(2, fact.MemberJoined, shop, "u2")
		s.hears(2, fact.MemberJoined, shop, "u2")
		s.did()
		s.passes(6*time.Minute, false)
		s.did("say 欢迎第1位。", "say 欢迎第2位。")
		for n := range 5 {
			s.hears(id.Fact(10+n), fact.MemberJoined, shop, fmt.Sprint("u", 10+n))
		}
		s.passes(11*time.Minute, false)
		s.did("say 欢迎第10位等5位。")
		s.hears(30, fact.MessageRecorded, shop, "u12")
		s.did("tag 说过话")
		s.write(func(tx *db.Tx) error { return s.s.Erase(t.Context(), tx, ws, []uint32{1, 2, 10, 11}) })
		s.passes(72*time.Hour, false)
		s.did("say 第13位，有事随时说。", "say 第14位，有事随时说。")
	})
}
