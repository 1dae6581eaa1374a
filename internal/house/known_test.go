package house

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/sandbox"
	"github.com/huoshui/huoshui/internal/feature/community"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/task"
	"github.com/huoshui/huoshui/internal/web/console"
)

// browser is somebody signed in who looks at the pages of groups.
type browser struct {
	*stage
	mux         http.Handler
	token, csrf string
}

func (s *stage) browse() *browser {
	s.t.Helper()
	base, err := url.Parse("http://hs.example")
	s.must(err)
	shell, err := console.New(console.Options{Auth: s.app.Auth, Clock: s.app.DB.Clock, Rand: rand.NewChaCha8([32]byte{3}), Log: slog.New(slog.DiscardHandler), BaseURL: base})
	s.must(err)
	s.must(community.Pages(shell, s.app.Community, forgetter{communityNeighbours{s.app}, nil}))
	b := &browser{stage: s}
	b.mux, err = shell.Handler()
	s.must(err)
	fresh, err := s.app.Auth.SetPassword(s.t.Context(), s.user, "", "a long enough one")
	s.must(err)
	session, err := s.app.Auth.Authenticate(s.t.Context(), fresh.Token)
	s.must(err)
	b.token, b.csrf = fresh.Token, session.CSRF
	return b
}

func (b *browser) call(method, path, kind string, body io.Reader, status int) string {
	b.t.Helper()
	r := httptest.NewRequest(method, "/w/"+id.Show(b.ws)+path, body)
	r.Host = "hs.example"
	r.Header.Set("Origin", "http://hs.example")
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Accept-Language", "zh-CN")
	r.AddCookie(&http.Cookie{Name: "huoshui", Value: b.token})
	w := httptest.NewRecorder()
	b.mux.ServeHTTP(w, r)
	if w.Code != status {
		b.t.Fatalf("%s %s: %d, want %d: %s", method, path, w.Code, status, w.Body)
	}
	return w.Body.String()
}

// table downloads the table of groups, has it changed, and sends and takes it.
func (b *browser) table(change func(book *excelize.File, rows [][]string)) {
	b.t.Helper()
	book, err := excelize.OpenReader(strings.NewReader(b.call("GET", "/group-profiles.xlsx", "", nil, 200)))
	b.must(err)
	rows, err := book.GetRows("Sheet1")
	b.must(err)
	change(book, rows)
	var file, body bytes.Buffer
	b.must(book.Write(&file))
	w := multipart.NewWriter(&body)
	b.must(w.WriteField("csrf", b.csrf))
	part, err := w.CreateFormFile("file", "各群.xlsx")
	b.must(err)
	_, err = part.Write(file.Bytes())
	b.must(err)
	b.must(w.Close())
	b.call("POST", "/group-profiles/sheet", w.FormDataContentType(), &body, 303)
	seal := regexp.MustCompile(`name="seal" value="([0-9a-f]+)"`).FindStringSubmatch(b.call("GET", "/group-profiles/sheet", "", nil, 200))
	form := url.Values{"csrf": {b.csrf}, "seal": {seal[1]}}
	b.call("POST", "/group-profiles/sheet/take", "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), 303)
}

const pickUp = `
sop: 1
name: pick-up
title: 有人进群
per: member
fields:
  - {name: 取货点, from: group}
  - {name: 今天说话的, from: live, of: speakers}
start:
  - {id: joined, on: member.joined}
if: '!member.staff'
steps:
  - id: where
    say:
      to: group
      choose: tone
      wordings:
        - {tone: warm, text: "{{昵称}}，取货慢慢来，在{{取货点}}。"}
        - {tone: playful, text: "{{昵称}}，{{店名}}的货在{{取货点}}等你。"}
  - id: only
    say:
      to: group
      wordings:
        - {if: group.tone == 'warm', text: "这句不该说。"}
        - {if: "group.tone == 'playful' && group.column['取货点'] == '桥头第三棵树' && int(field['今天说话的']) >= 0", text: "今天有{{今天说话的}}位说过话。"}
`

// TestAnSOPSpeaksOfAGroupsOwn: where the goods are picked up comes from a table
// that somebody filled in, and what is said is said in the group's tone.
func TestAnSOPSpeaksOfAGroupsOwn(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		places, err := s.groupsOf(rich)
		s.must(err)
		b := s.browse()
		form := url.Values{"csrf": {b.csrf}, "tone": {"warm"}, "name": {"店名"}, "value": {"青禾鲜果"}}
		b.call("POST", "/group-profiles", "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), 303)
		b.table(func(book *excelize.File, rows [][]string) {
			for i, row := range rows {
				if row[0] == id.Show(places[0].Group) {
					s.must(book.SetCellStr("Sheet1", fmt.Sprint("D", i+1), "俏皮"))
					s.must(book.SetCellStr("Sheet1", fmt.Sprint("I", i+1), "桥头第三棵树"))
				}
			}
		})
		sop, problems, err := s.app.Playbook.Save(t.Context(), s.ws, pickUp, s.user)
		if err != nil {
			t.Fatal(problems, err)
		}
		s.must(s.app.Playbook.Put(t.Context(), s.ws, sop.ID, places))
		s.must(s.app.Playbook.Switch(t.Context(), s.ws, sop.ID, playbook.On))
		who, err := s.app.Sandbox.CreatePerson(t.Context(), s.ws, "新来的小北")
		s.must(err)
		s.must(s.app.Sandbox.Join(t.Context(), s.ws, rich, who, "扫码"))
		var heard []string
		said := func(words string) bool {
			list, err := s.app.Sandbox.Messages(t.Context(), s.ws, rich, 0, 20)
			s.must(err)
			heard = heard[:0]
			for _, m := range list {
				heard = append(heard, m.Text)
			}
			return strings.Contains(strings.Join(heard, "\n"), words)
		}
		s.until("what the group's own says", func() bool { return said("新来的小北，青禾鲜果的货在桥头第三棵树等你。") })
		s.until("what only this tone says", func() bool { return said("位说过话。") })
		if said("慢慢来") || said("这句不该说") {
			t.Errorf("said in another tone: %q", heard)
		}
	})
}

// knowsOf is what SOPs know of one subject. Whatever is asked about alone is the same
// as when all is.
func (s *stage) knowsOf(at time.Time, who playbook.Subject) (k playbook.Known) {
	s.t.Helper()
	s.must(s.app.DB.Read(s.t.Context(), func(tx *db.Tx) error {
		ask := func(asked cond.Asked) (playbook.Known, error) {
			all, err := playbookNeighbours{s.app}.Knows(s.t.Context(), tx, s.ws, at, []playbook.Subject{who}, asked)
			if err != nil {
				return playbook.Known{}, err
			}
			return all[0], nil
		}
		var err error
		if k, err = ask(cond.Everything()); err != nil {
			return err
		}
		for _, name := range append(cond.Names(), engine.HowMany, engine.OnDuty, engine.Shelf) {
			alone, err := ask(cond.Asked{}.Besides(name))
			if err != nil {
				return err
			}
			if got, want := factNamed(&alone, name), factNamed(&k, name); !reflect.DeepEqual(got, want) || alone.Gone != k.Gone || alone.Values["昵称"] != k.Values["昵称"] {
				s.t.Errorf("%s asked about alone is %v, not %v", name, got, want)
			}
		}
		return nil
	}))
	return k
}

// factNamed is what is known under a name; nil where conditions have none such.
func factNamed(k *playbook.Known, name string) any {
	if of, part, ok := strings.Cut(name, "."); ok {
		thing := reflect.ValueOf(map[string]any{"member": k.Facts.Member, "group": k.Facts.Group, "event": k.Facts.Event, "sale": k.Facts.Sale}[of])
		for i := range thing.NumField() {
			if thing.Type().Field(i).Tag.Get("cel") == part {
				return thing.Field(i).Interface()
			}
		}
	}
	return k.Values[name]
}

// TestWhatIsKnownOfAMember: what connections tell at once of whoever came and
// spoke, and the figures that go with it.
func TestWhatIsKnownOfAMember(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s, _, _ := rehearse(t, d)
		rich, _ := s.chat(sandbox.Rich)
		places, err := s.groupsOf(rich)
		s.must(err)
		g := places[0].Group
		come := func(name string) event.NativeUser {
			who, err := s.app.Sandbox.CreatePerson(t.Context(), s.ws, name)
			s.must(err)
			s.must(s.app.Sandbox.Join(t.Context(), s.ws, rich, who, "扫码"))
			return who
		}
		talks := come("爱说话的小北")
		come("不说话的小南")
		s.say(rich, talks, "小北说的第一句")
		s.say(rich, talks, "小北说的第二句")
		s.until("both messages are kept", func() bool {
			return s.number(`SELECT count(*) FROM chat_message WHERE workspace = $1 AND body LIKE '小北说的第%'`, s.ws) == 2
		})
		s.until("both are inside", func() bool {
			return s.number(`SELECT count(*) FROM chat_inside WHERE workspace = $1 AND listed = 0 AND inside = 1`, s.ws) >= 2
		})
		ords, who := s.known()
		of := func(name string) playbook.Subject {
			for _, ord := range ords {
				if who[ord].Name == name {
					return playbook.Subject{Group: g, Member: who[ord].Ord}
				}
			}
			t.Fatalf("nobody is called %s", name)
			return playbook.Subject{}
		}
		now := s.app.times.Of(s.ws).Now()
		one, two := s.knowsOf(now, of("爱说话的小北")), s.knowsOf(now, of("不说话的小南"))
		if m := one.Facts.Member; m.Messages != 2 || m.Joined.IsZero() || m.LastSaid.Before(m.Joined) || m.LastSeen != m.LastSaid || m.Orders != 0 || m.Paying || m.Staff {
			t.Errorf("who speaks: %+v", m)
		}
		if m := two.Facts.Member; m.Messages != 0 || m.Joined.IsZero() || !m.LastSaid.IsZero() || m.LastSeen != m.Joined {
			t.Errorf("who does not: %+v", m)
		}
		if f := one.Facts.Group; f.LastSaid.Before(one.Facts.Member.LastSaid) || f.QuietNew != 0 || f.KnownOrders {
			t.Errorf("the group now: %+v", f)
		}
		if f := s.knowsOf(now.Add(3*24*time.Hour), playbook.Subject{Group: g}).Facts.Group; f.QuietNew < 1 || f.AgeDays < 3 {
			t.Errorf("the group in three days: %+v", f)
		}
		if f := s.knowsOf(now.Add(9*24*time.Hour), playbook.Subject{Group: g}).Facts.Group; f.QuietNew != 0 {
			t.Errorf("the group in nine days: %+v", f)
		}
		if v := one.Values; v["昵称"] != "爱说话的小北" || v["群名"] == "" || v["店名"] != "" || v["日期"] == "" {
			t.Errorf("fields: %v", v)
		}
		live := func(of, fresh string) (value string) {
			s.must(s.app.DB.Read(t.Context(), func(tx *db.Tx) error {
				value, _ = playbookNeighbours{s.app}.Live(t.Context(), tx, s.ws, playbook.Subject{Group: g}, script.Field{Name: "数", From: script.FromLive, Of: of, Fresh: fresh})
				return nil
			}))
			return value
		}
		if n := live(script.FigureSpeakers, ""); n == "" || n == "0" {
			t.Errorf("who spoke today: %q", n)
		}
		if n := live(script.FigureJoins, ""); n == "" || n == "0" {
			t.Errorf("who came this week: %q", n)
		}
		for _, f := range script.Figures() {
			if value := live(f.Of, ""); !f.Had && value != "" {
				t.Errorf("%s is %q", f.Of, value)
			}
		}
	})
}

// TestFiguresGrowOld: what was measured too long ago is not had.
func TestFiguresGrowOld(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		g := s.measured(dbtest.Noon.Add(-2 * time.Hour))
		for _, c := range []struct{ of, fresh, want string }{
			{script.FigureUnanswered, "", "4"}, {script.FigureUnanswered, "3h", "4"}, {script.FigureUnanswered, "10min", ""},
			{script.FigureActive, "", "7"}, {script.FigureMembers, "", ""}, {"stock", "", ""},
		} {
			s.must(d.Read(t.Context(), func(tx *db.Tx) error {
				got, had := playbookNeighbours{s.app}.Live(t.Context(), tx, s.ws, playbook.Subject{Group: g}, script.Field{Name: "数", From: script.FromLive, Of: c.of, Fresh: c.fresh})
				if got != c.want || had != (c.want != "") {
					t.Errorf("%s of the last %s: %q, %v; want %q", c.of, c.fresh, got, had, c.want)
				}
				return nil
			}))
		}
	})
}

// measured makes a group with figures as of a moment; how many are in it is not
// known.
func (s *stage) measured(at time.Time) (g id.Group) {
	s.t.Helper()
	s.write(func(tx *db.Tx) error {
		made, err := s.app.Community.RecogniseGroups(s.t.Context(), tx, s.ws, 1, []community.SeenGroup{{Network: event.WeChat, Chat: "c1", Name: "河边一群"}})
		if err != nil {
			return err
		}
		g = made[0]
		_, err = tx.Exec(s.t.Context(), `INSERT INTO insight_group (workspace, group_id, report_id, name, network, unit, at, messages, people, active, members, last_at, state,
			census, together, risk, band, type, waiting, need, health, health_json, spark, slim, figures, brief, first_at)
			VALUES ($1, $2, '', '', '', 0, $3, 90, 9, 7, -1, $3, 'steady', '', 0, -1, '', '', 4, 0, -1, '{}', '', '{}', '{}', '', $4)`,
			s.ws, g, at.UnixMilli(), at.AddDate(-1, 0, 0).UnixMilli())
		return err
	})
	return g
}

// TestWhoIsOnDuty: the group's own, else who is on duty for it now, else what holds
// in the workspace.
func TestWhoIsOnDuty(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		g := s.measured(dbtest.Noon)
		duty := func(at time.Time) string { return s.knowsOf(at, playbook.Subject{Group: g}).Values["值班人"] }
		set := func(g id.Group, value string) {
			s.write(func(tx *db.Tx) error {
				return s.app.Community.SetProfile(t.Context(), tx, s.ws, g, community.Profile{Columns: map[string]string{"值班人": value}})
			})
		}
		if got := duty(dbtest.Noon); got != "" {
			t.Errorf("nobody was named, and it is %q", got)
		}
		set(0, "老周")
		if got := duty(dbtest.Noon); got != "老周" {
			t.Errorf("of the workspace: %q", got)
		}
		local := dbtest.Noon.In(tz(t))
		minute := local.Hour()*60 + local.Minute()
		s.must(s.app.Task.AddShift(t.Context(), s.ws, task.Person{User: s.user, Role: auth.Owner, Scope: auth.Scope{All: true}},
			task.Shift{User: s.user, Day: local.Weekday(), Start: minute - 60, End: minute + 60}))
		if got := duty(dbtest.Noon); got != "Owner" {
			t.Errorf("by the shifts: %q", got)
		}
		if got := duty(dbtest.Noon.Add(2 * time.Hour)); got != "老周" {
			t.Errorf("after the shift: %q", got)
		}
		set(g, "小李")
		if got := duty(dbtest.Noon); got != "小李" {
			t.Errorf("of the group: %q", got)
		}
		k := s.knowsOf(dbtest.Noon, playbook.Subject{})
		if k.Values["值班人"] != "Owner" || k.Gone {
			t.Errorf("of the workspace itself: %v", k.Values)
		}
		if k := s.knowsOf(dbtest.Noon, playbook.Subject{Group: g}); k.Facts.Group.AgeDays < 365 || k.Values["人数"] != "" {
			t.Errorf("the group: %+v, %v", k.Facts.Group, k.Values)
		}
	})
}

// TestWhoWasThereBeforeAnybodyListened: nobody knows when they came, only since when
// they were seen; and nobody is silent for longer than their group is known.
func TestWhoWasThereBeforeAnybodyListened(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		g := s.measured(dbtest.Noon)
		seen := dbtest.Noon.Add(-5 * 24 * time.Hour).UTC()
		var ords []uint32
		s.write(func(tx *db.Tx) (err error) {
			people := []community.SeenPerson{{Network: event.WeChat, Actor: event.Actor{ID: "p0", Name: "禾禾"}}, {Network: event.WeChat, Actor: event.Actor{ID: "p1", Name: "阿岚"}}, {Network: event.WeChat, Actor: event.Actor{ID: "p2", Name: "石头"}}, {Network: event.WeChat, Actor: event.Actor{ID: "p3", Name: "大橙"}}}
			if ords, err = s.app.Community.RecognisePeople(t.Context(), tx, s.ws, 1, people); err != nil {
				return err
			}
			_, err = tx.Exec(t.Context(), `INSERT INTO chat_inside (workspace, group_id, who, author, inside, at, found, found_at, found_after, found_in, doubt, doubted, listed)
				VALUES ($1, $2, 1, $3, 1, $4, 0, 0, 0, 0, 0, 0, 1)`, s.ws, g, int64(ords[1]), seen.UnixMilli())
			if err == nil {
				_, err = tx.Exec(t.Context(), `INSERT INTO insight_author (workspace, group_id, ord, standing, messages, last_at) VALUES ($1, $2, $3, 0, 12, $4)`,
					s.ws, g, int64(ords[2]), seen.Add(time.Hour).UnixMilli())
			}
			return err
		})
		member := func(n int) string {
			m := s.knowsOf(dbtest.Noon, playbook.Subject{Group: g, Member: ords[n+1]}).Facts.Member
			return fmt.Sprint(m.Messages, m.Joined.IsZero(), m.LastSaid.IsZero(), m.LastSeen.Sub(seen))
		}
		if got := member(0); got != "0 true true 0s" {
			t.Errorf("who was there: %s", got)
		}
		if got := member(1); got != "12 true false 1h0m0s" {
			t.Errorf("who wrote before: %s", got)
		}
		year := dbtest.Noon.AddDate(-1, 0, 0).Sub(seen)
		if got := member(2); got != "0 true true "+year.String() {
			t.Errorf("of whom nothing is known: %s", got)
		}
	})
}

// TestWhatAGroupIsForMoves to where it is kept now, and the gate asks there.
func TestWhatAGroupIsForMoves(t *testing.T) {
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d, 0)
		g := s.measured(dbtest.Noon)
		s.write(func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO compliance_group (workspace, grp, kind, opened, welcomed, posts) VALUES ($1, $2, 'rush', 0, 0, 0)`, s.ws, g)
			return err
		})
		for range 2 {
			s.must(s.app.moveLives(t.Context()))
			if life := s.knowsOf(dbtest.Noon, playbook.Subject{Group: g}).Facts.Group.Life; life != string(script.RushSale) {
				t.Errorf("SOPs take it for %q", life)
			}
		}
		look := func() (rule touching.Rule) {
			s.must(d.Read(t.Context(), func(tx *db.Tx) error {
				v, err := s.app.Compliance.Look(t.Context(), tx, s.ws, touching.Touch{Group: g, Kind: touching.Selling})
				rule = v.Rule
				return err
			}))
			return rule
		}
		if rule := look(); rule == touching.StageWelcome {
			t.Errorf("the gate takes it for a long-term group: %s", rule)
		}
		s.write(func(tx *db.Tx) error {
			return s.app.Community.SetProfile(t.Context(), tx, s.ws, g, community.Profile{Life: community.LongTerm})
		})
		if rule := look(); rule != touching.StageWelcome {
			t.Errorf("the gate lets it be sold to at once: %s", rule)
		}
	})
}
