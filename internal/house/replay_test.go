package house

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// triedSOPs are SOPs that begin in every way there is.
var triedSOPs = [...]string{
	`{sop: 1, name: hello, title: 招呼, per: member, owner: 群主, start: [{id: come, on: member.joined}], if: "!member.staff", steps: [{id: hi, say: {to: group, wordings: ["欢迎{{昵称}}来{{店名}}"]}}, {id: spoke, await: {on: message.recorded, within: 1d, not: [{id: call, task: {do: 跟新朋友说句话}}]}}]}`,
	`{sop: 1, name: price, title: 问价, per: member, owner: 群主, start: [{id: asks, on: message.recorded, where: "event.text.contains('多少钱') && !member.staff"}], steps: [{id: answer, say: {to: member, wordings: ["{{昵称}}，价目在这里"]}}]}`,
	`{sop: 1, name: quiet, title: 潜水, per: member, owner: 群主, start: [{id: quiet, silent: 14d}], if: "!member.staff", once: 30d, steps: [{id: word, say: {to: member, wordings: ["{{昵称}}，好久不见"]}}]}`,
	`{sop: 1, name: weekly, title: 周三, per: group, owner: 店长, start: [{id: wed, every: "FREQ=WEEKLY;BYDAY=WE", at: "08:30"}], steps: [{id: sell, say: {to: group, selling: true, wordings: ["周三会员日"]}}, {id: news, say: {to: announcement, wordings: ["{{群名}}的会员日"]}}]}`,
	`{sop: 1, name: fades, title: 走弱, per: group, owner: 店长, start: [{id: silent, becomes: dormant}, {id: dead, becomes: dead}], steps: [{id: look, task: {do: 去群里看看}}]}`,
}

// tried makes SOPs ready from texts, in files.
func tried(t testing.TB, texts ...string) Trying {
	t.Helper()
	var files []string
	for i, text := range texts {
		file := filepath.Join(t.TempDir(), fmt.Sprint(i, ".yaml"))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	programs, linted, err := ReadPlaybooks(files)
	if err != nil || programs == nil {
		for _, l := range linted {
			for _, p := range l.Problems {
				t.Error(p.In(i18n.En))
			}
		}
		t.Fatal(err)
	}
	return Trying{Programs: programs, Limit: 100_000, Lang: i18n.ZhHans}
}

// sums is what every table holds, as one number each. Leases go on by themselves.
func sums(t testing.TB, d *db.DB) map[string]uint64 {
	t.Helper()
	out := map[string]uint64{}
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		tables, err := tx.Tables(t.Context(), Schemas()...)
		if err != nil {
			return err
		}
		for _, table := range tables {
			if table.Owner == "lease" {
				continue
			}
			var rows []string
			var columns []string
			for _, c := range table.Columns {
				columns = append(columns, c.Name)
			}
			err := tx.Each(t.Context(), "SELECT "+strings.Join(columns, ", ")+" FROM "+table.Name, nil, func(scan func(...any) error) error { //nolint:gosec // the program's own names
				values, into := make([]any, len(columns)), make([]any, len(columns))
				for i := range values {
					into[i] = &values[i]
				}
				err := scan(into...)
				rows = append(rows, fmt.Sprint(values...))
				return err
			})
			if err != nil {
				return fmt.Errorf("%s: %w", table.Name, err)
			}
			slices.Sort(rows)
			h := fnv.New64a()
			for _, r := range rows {
				_, _ = h.Write([]byte(r))
			}
			out[table.Name] = h.Sum64()
		}
		return nil
	})
	if err != nil || len(out) < 30 {
		t.Fatalf("%d tables: %v", len(out), err)
	}
	return out
}

// TestReplayChangesNothing: whatever SOPs would have done, no table holds anything
// else afterwards; both databases give the same, twice.
func TestReplayChangesNothing(t *testing.T) {
	var first *Trial
	dbtest.Each(t, Schemas(), func(t *testing.T, d *db.DB) {
		a, ws, user := app(t, d)
		v := settle(3)
		var paths []string
		r := rand.New(rand.NewPCG(3, 9))
		for i, p := range v.whole() {
			dir := filepath.Join(t.TempDir(), fmt.Sprint(i))
			if err := os.MkdirAll(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			paths = append(paths, v.write(t, r, dir, p))
		}
		imp := imported(t, a, ws, user, paths...)
		before := sums(t, d)
		over, err := a.Past(t.Context(), "all")
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.TryOver(t.Context(), over, tried(t, triedSOPs[:]...))
		if err != nil {
			t.Fatal(err)
		}
		for table, sum := range sums(t, d) {
			if before[table] != sum {
				t.Errorf("a replay has changed %s", table)
			}
		}
		if got.Messages == 0 || got.Groups < 5 || got.Touches == 0 || got.Todos == 0 || got.Later == 0 {
			t.Errorf("nothing was tried: %d messages, %d groups, %+v", got.Messages, got.Groups, got.TrialCount)
		}
		for _, s := range got.Steps {
			if s.Touches+s.Todos == 0 && s.Step != "call" {
				t.Errorf("%s.%s did nothing", s.SOP, s.Step)
			}
		}
		if !slices.IsSortedFunc(got.List, func(a, b TrialTouch) int { return a.At.Compare(b.At) }) {
			t.Error("touches are not in order of time")
		}
		again, err := a.TryOver(t.Context(), over, tried(t, triedSOPs[:]...))
		if err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("twice the same gives something else (%v)", err)
		}
		same := *got
		same.ByGroup = nil // by ids that differ
		same.List = nil
		if first == nil {
			first = &same
		} else if !reflect.DeepEqual(*first, same) {
			t.Errorf("on one database\n%s\non the other\n%s", text(t, first), text(t, same))
		}
		replaySome(t, a, ws, imp, got)
	})
}

// replaySome replays some groups, some days and one import.
func replaySome(t *testing.T, a *App, ws id.Workspace, imp id.Import, all *Trial) {
	t.Helper()
	over, err := a.Past(t.Context(), id.Show(imp))
	if err != nil || over.Workspace != ws || over.Import != imp {
		t.Fatalf("%+v: %v", over, err)
	}
	whole, err := a.TryOver(t.Context(), over, tried(t, triedSOPs[:]...))
	if err != nil || whole.Touches != all.Touches {
		t.Errorf("of the one import %d touches, of all %d (%v)", whole.Touches, all.Touches, err)
	}
	want := tried(t, triedSOPs[:]...)
	middle := all.From.Add(all.To.Sub(all.From) / 2)
	want.To = middle
	begin, err := a.TryOver(t.Context(), over, want)
	if err != nil || len(begin.List) == 0 || len(begin.List) >= len(all.List) || !reflect.DeepEqual(begin.List, all.List[:len(begin.List)]) {
		t.Errorf("the first half gives %d of %d, and others (%v)", len(begin.List), len(all.List), err)
	}
	want = tried(t, triedSOPs[:]...)
	want.From = middle
	rest, err := a.TryOver(t.Context(), over, want)
	if err != nil || len(rest.List) == 0 || rest.List[0].At.Before(middle) || rest.Messages >= all.Messages {
		t.Errorf("the second half: %d touches (%v)", len(rest.List), err)
	}
	var places []playbook.GroupName
	err = a.DB.Read(t.Context(), func(tx *db.Tx) (err error) {
		places, err = playbookPages{a}.Groups(t.Context(), tx, ws, auth.Scope{All: true})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	one := places[0].ID
	sops, _ := PlanEverywhere(want.Programs, nil, middle, time.UTC)
	_, err = trials{a}.Replay(t.Context(), ws, playbook.ReplayOf{SOPs: sops, Groups: []id.Group{one}, Tell: func(touch *replay.Touch) error {
		if touch.Group != one {
			t.Errorf("another group is touched: %d", touch.Group)
		}
		return nil
	}})
	if err != nil {
		t.Error(err)
	}
	sayWhatGroupsSay(t, a, ws, sops, places)
	for _, nothing := range []string{"imp_0000000000001", "imp_nonsense", "no such workspace"} {
		if _, err := a.Past(t.Context(), nothing); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", nothing, err)
		}
	}
}

// sayWhatGroupsSay: what is said of a group stands in what would have been said
// there, elsewhere what holds in the whole workspace; before that, the name of what
// is lacking.
func sayWhatGroupsSay(t *testing.T, a *App, ws id.Workspace, sops []replay.Planned, places []playbook.GroupName) {
	t.Helper()
	greeted := func() map[id.Group]map[string]bool {
		out := map[id.Group]map[string]bool{}
		_, err := trials{a}.Replay(t.Context(), ws, playbook.ReplayOf{SOPs: sops, Tell: func(touch *replay.Touch) error {
			if touch.Step == "hi" {
				if out[touch.Group] == nil {
					out[touch.Group] = map[string]bool{}
				}
				_, shop, _ := strings.Cut(touch.Text, "来")
				out[touch.Group][shop] = true
			}
			return nil
		}})
		if err != nil || len(out) < 2 {
			t.Fatalf("%d groups are greeted: %v", len(out), err)
		}
		return out
	}
	var own id.Group
	for g, shops := range greeted() {
		if own = g; !shops["〔店名〕"] || len(shops) != 1 {
			t.Errorf("before anybody said so, a group's shop is %v", shops)
		}
	}
	err := a.DB.Write(t.Context(), func(tx *db.Tx) error {
		if err := a.Community.SetProfile(t.Context(), tx, ws, 0, community.Profile{Columns: map[string]string{"店名": "河边生鲜"}}); err != nil {
			return err
		}
		return a.Community.SetProfile(t.Context(), tx, ws, own, community.Profile{Columns: map[string]string{"店名": "桥头分店"}})
	})
	if err != nil {
		t.Fatal(err)
	}
	for g, shops := range greeted() {
		if want := map[bool]string{true: "桥头分店", false: "河边生鲜"}[g == own]; !shops[want] || len(shops) != 1 {
			t.Errorf("a group's shop is %v, want %s", shops, want)
		}
	}
}

// TestReplayOfARealCommunity: years of it go by, and what SOPs would have done is
// told.
func TestReplayOfARealCommunity(t *testing.T) {
	path := shared(t, "chat/zulip_ncar")
	d := dbtest.Open(t, db.SQLite, Schemas())
	a, ws, user := app(t, d)
	imported(t, a, ws, user, path)
	over, err := a.Past(t.Context(), "all")
	if err != nil {
		t.Fatal(err)
	}
	want := tried(t, triedSOPs[:]...)
	want.Limit = 10
	got, err := a.TryOver(t.Context(), over, want)
	if err != nil || got.Messages < 1000 || got.Touches == 0 || got.To.Sub(got.From) < 300*24*time.Hour || len(got.List) != 10 || got.More == 0 {
		t.Fatalf("%d messages, %d touches, %v to %v (%v)", got.Messages, got.Touches, got.From, got.To, err)
	}
}
