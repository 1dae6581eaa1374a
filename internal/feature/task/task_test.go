package task_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/task"
)

var noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

// TestUrgency: a to-do presses in its last quarter, half an hour at least, and
// somebody else is told as long after its end.
func TestUrgency(t *testing.T) {
	at := func(from, due time.Duration) task.Task {
		return task.Task{New: task.New{From: noon.Add(from), Due: noon.Add(due)}}
	}
	whenever := task.Task{New: task.New{From: noon.Add(-time.Hour)}}
	for _, c := range []struct {
		name string
		task task.Task
		want task.Urgency
	}{
		{"it may not be begun yet", at(time.Minute, time.Hour), task.Later},
		{"there is time", at(0, 4*time.Hour), task.Calm},
		{"whenever", whenever, task.Calm},
		{"the last quarter begins", at(-6*time.Hour, 2*time.Hour), task.Soon},
		{"a moment before the last quarter", at(-6*time.Hour, 2*time.Hour+2*time.Minute), task.Calm},
		{"half an hour at least", at(-10*time.Minute, 30*time.Minute), task.Soon},
		{"due now", at(-time.Hour, 0), task.Overdue},
		{"in grace", at(-time.Hour, -29*time.Minute), task.Overdue},
		{"grace is over", at(-time.Hour, -30*time.Minute), task.Pressed},
		{"a long one has more grace", at(-10*time.Hour, -2*time.Hour+time.Minute), task.Overdue},
		{"until that is over", at(-10*time.Hour, -2*time.Hour), task.Pressed},
	} {
		if got := c.task.Urgency(noon); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestUrgencyOnlyGrows: as time passes nothing presses less.
func TestUrgencyOnlyGrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.IntRange(-5000, 5000)
		from := noon.Add(time.Duration(minutes.Draw(t, "from")) * time.Minute)
		k := task.Task{New: task.New{From: from, Due: from.Add(time.Duration(rapid.IntRange(0, 20000).Draw(t, "lasts")) * time.Minute)}}
		a := noon.Add(time.Duration(minutes.Draw(t, "a")) * time.Minute)
		b := a.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "later")) * time.Minute)
		if k.Urgency(b) < k.Urgency(a) {
			t.Fatalf("it presses %d at %v and %d at %v", k.Urgency(a), a, k.Urgency(b), b)
		}
	})
}

func TestProofIsAskedOfOneInTenAndForMoney(t *testing.T) {
	asked := 0
	for n := range 10_000 {
		key := fmt.Sprint("run/step/", n)
		if task.AsksProof(key, false) {
			asked++
		}
		if !task.AsksProof(key, true) {
			t.Fatal("money moves and no proof is asked for")
		}
		if task.AsksProof(key, false) != task.AsksProof(key, false) {
			t.Fatal("asked twice, it decides otherwise")
		}
	}
	if asked < 900 || asked > 1100 {
		t.Errorf("%d of 10,000 are asked for proof", asked)
	}
}

// TestOnDuty: shifts of one day, over midnight, and by the clock on the wall where
// an hour is left out.
func TestOnDuty(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	day := task.Shift{User: 1, Day: time.Wednesday, Start: 9 * 60, End: 18 * 60}
	night := task.Shift{User: 2, Day: time.Saturday, Start: 22 * 60, End: 6 * 60}
	for _, c := range []struct {
		at   time.Time
		want []id.User
	}{
		{time.Date(2030, 1, 2, 9, 0, 0, 0, shanghai), []id.User{1}},
		{time.Date(2030, 1, 2, 18, 0, 0, 0, shanghai), nil},
		{time.Date(2030, 1, 2, 8, 59, 0, 0, shanghai), nil},
		{time.Date(2030, 1, 5, 23, 0, 0, 0, shanghai), []id.User{2}},
		{time.Date(2030, 1, 6, 5, 59, 0, 0, shanghai), []id.User{2}},
		{time.Date(2030, 1, 6, 6, 0, 0, 0, shanghai), nil},
		{time.Date(2030, 3, 31, 3, 30, 0, 0, berlin), []id.User{2}}, // Sunday; 2 o'clock is left out
	} {
		if got := task.OnDuty([]task.Shift{night, day, day}, c.at); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.at, got, c.want)
		}
	}
}

var (
	store = auth.Unit{ID: 12, Parent: 11, Kind: auth.Store}
	units = []auth.Unit{{ID: 10, Kind: auth.Head}, {ID: 11, Parent: 10, Kind: auth.Region}, store}
)

func somebody(u id.User, role auth.Role, at id.Unit) task.Person {
	return task.Person{User: u, Role: role, Unit: at, Scope: auth.ScopeOf(units, at)}
}

// TestChoose: who is on duty, whom it fits, and has least to do.
func TestChoose(t *testing.T) {
	people := []task.Person{somebody(1, auth.Operator, 12), somebody(2, auth.Operator, 11), somebody(3, auth.Agent, 12), somebody(4, auth.ViewOnly, 10)}
	all := []id.User{1, 2, 3, 4}
	for _, c := range []struct {
		name string
		new  task.New
		duty []id.User
		open map[id.User]int
		want id.User
	}{
		{"the fewest", task.New{Unit: 12}, all, map[id.User]int{1: 3, 2: 2, 3: 4}, 2},
		{"as many: the first", task.New{Unit: 12}, all, nil, 1},
		{"of a role", task.New{Unit: 12, Role: auth.Agent}, all, map[id.User]int{3: 9}, 3},
		{"of a unit", task.New{Unit: 11}, all, map[id.User]int{2: 9}, 2},
		{"head office: nobody sees it", task.New{}, all, nil, 0},
		{"nobody is on duty", task.New{Unit: 12}, nil, nil, 0},
	} {
		if got := task.Choose(&task.Task{New: c.new}, people, c.duty, c.open); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestLeadOf(t *testing.T) {
	boss, region, shop, other := somebody(1, auth.Owner, 10), somebody(2, auth.Operator, 11), somebody(3, auth.Operator, 12), somebody(4, auth.Operator, 12)
	for _, c := range []struct {
		name   string
		people []task.Person
		owner  id.User
		want   id.User
	}{
		{"somebody else of the unit", []task.Person{boss, region, shop, other}, 3, 4},
		{"else the unit above", []task.Person{boss, region, shop}, 3, 2},
		{"of nobody's: its own unit", []task.Person{boss, region, shop}, 0, 3},
		{"else an owner", []task.Person{boss, shop}, 3, 1},
		{"there is nobody else", []task.Person{boss}, 1, 1},
	} {
		if got := task.LeadOf(&task.Task{New: task.New{Owner: c.owner, Unit: 12}}, c.people, units); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestUndoIsForTenMinutes(t *testing.T) {
	k := task.Task{Outcome: task.Outcome{State: task.Done, By: 7}, Changed: noon}
	if !k.MayUndo(7, noon.Add(9*time.Minute)) || k.MayUndo(7, noon.Add(10*time.Minute)) || k.MayUndo(8, noon) {
		t.Error("who may undo, and for how long")
	}
	k.Outcome.State = task.Expired
	if k.MayUndo(7, noon) {
		t.Error("what expired can be undone")
	}
}
