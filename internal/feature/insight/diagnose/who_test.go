package diagnose_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/export/exporttest"
	"github.com/huoshui/huoshui/internal/feature/insight/diagnose"
)

// TestStaffAreAskedFor: where nobody is named, what needs staff is unknown, not
// zero, and who may be staff is asked.
func TestStaffAreAskedFor(t *testing.T) {
	r := newRoom(t, "g1", usual).alive(3, 40, 0).posts(40, 0, "09:00", "18:00")
	for d := range 20 {
		r.add(r.clock(d, "15:00"), "白露", "picture", "")
	}
	r.say(2, "10:00", "小麦", "我在导出这个群")
	opt := diagnose.Options{AsOf: r.at}
	d, report := judge(t, opt, wechat(t, "小麦", r))
	g := report.Groups[0]
	if g.B != nil || g.M != nil || g.U != nil || g.Type.Name != nil || g.Type.Figures.Echo != nil || d.Heading.StaffKnown {
		t.Errorf("without staff: b %s, m %s, u %s, type %v", shown(g.B), shown(g.M), shown(g.U), g.Type.Name)
	}
	var names []string
	for _, c := range d.Candidates {
		names = append(names, fmt.Sprintf("%s self=%v named=%v posts=%v", c.Name, c.Self, c.Named, c.Posts))
	}
	slices.Sort(names)
	asked := []string{"小麦 self=true named=false posts=false", "白露 self=false named=false posts=true", "花园客服 self=false named=true posts=false"}
	slices.Sort(asked)
	if !slices.Equal(names, asked) {
		t.Errorf("asked about %q, want %q", names, asked)
	}

	opt.Staff = []string{"没有这个人"}
	d, report = judge(t, opt, wechat(t, "小麦", r))
	if len(d.Unmatched) != 1 || report.Groups[0].B != nil {
		t.Errorf("a name nobody bears settles nothing: unmatched %v, b %s", d.Unmatched, shown(report.Groups[0].B))
	}

	opt.Staff = []string{" " + shop + " ", "wxid_小麦"}
	d, report = judge(t, opt, wechat(t, "小麦", r))
	want(t, "staff by name and by id", report.Totals.Staff, 2)
	want(t, "people", report.Totals.People, 4)
	if report.Groups[0].B == nil || len(d.Candidates) > 0 {
		t.Errorf("with staff named b is %s and %d candidates are asked about", shown(report.Groups[0].B), len(d.Candidates))
	}
}

// TestStatedKinds: an archive that says who is a person and who is staff needs
// no answer; one that only marks its bots does.
func TestStatedKinds(t *testing.T) {
	r := newRoom(t, "g1", usual).alive(3, 40, 0).posts(40, 0, "09:00", "18:00")
	for _, who := range people(3) {
		r.kinds[who] = "person"
	}
	_, report := judge(t, diagnose.Options{AsOf: r.at}, archive(t, r))
	want(t, "staff known from persons stated", report.Groups[0].B != nil, true)
	r.kinds[shop] = "staff"
	_, report = judge(t, diagnose.Options{AsOf: r.at}, archive(t, r))
	want(t, "staff", report.Totals.Staff, 1)

	r.kinds = map[string]string{shop: "bot"}
	_, report = judge(t, diagnose.Options{AsOf: r.at}, archive(t, r))
	want(t, "bots", report.Totals.Bots, 1)
	want(t, "staff known from bots alone", report.Groups[0].B != nil, false)

	_, report = judge(t, diagnose.Options{AsOf: r.at, People: []string{shop}}, archive(t, r))
	want(t, "bots, corrected by hand", report.Totals.Bots, 0)
}

// TestTwoPeopleOfOneName are two where ids tell them apart, and one where only
// the name is known.
func TestTwoPeopleOfOneName(t *testing.T) {
	groups := "group\tname\ng1\tg1\n"
	users := "user\tname\tkind\nu1\t小美\tperson\nu2\t小美\tperson\n"
	messages := "group\ttime\tuser\tkind\tthread\trefers_to\tchars\ttext\n"
	r := newRoom(t, "g1", usual)
	for d := range 10 {
		messages += fmt.Sprintf("g1\t%d\tu%d\tmsg\t\t\t4\t今天不错\n", r.clock(d, "12:00").Unix(), d%2+1)
		r.say(d, "12:00", "小美", "今天不错")
	}
	both := func() *export.Source {
		return exporttest.Folder(t, "archive", map[string][]byte{"groups.tsv": []byte(groups), "users.tsv": []byte(users), "messages.tsv": []byte(messages)})
	}
	_, report := judge(t, diagnose.Options{AsOf: r.at}, both())
	want(t, "people with ids", report.Totals.People, 2)
	d, _ := judge(t, diagnose.Options{AsOf: r.at, Staff: []string{"小美"}}, both())
	want(t, "a name of two is told", len(d.Ambiguous), 1)
	d, _ = judge(t, diagnose.Options{AsOf: r.at, Staff: []string{"u2"}}, both())
	want(t, "an id is of one", len(d.Ambiguous), 0)
	want(t, "active", report.Groups[0].Roles.Active, 2)
	_, report = judge(t, diagnose.Options{AsOf: r.at, NoStaff: true}, table(t, r))
	want(t, "people by name", report.Totals.People, 1)
}

// TestWhoRunsAGroupIsNoMemberList: an owner or the exporting account told of is
// no list, so onlookers stay unknown; a real list counts them.
func TestWhoRunsAGroupIsNoMemberList(t *testing.T) {
	r := newRoom(t, "g1", usual).alive(3, 20, 0)
	_, report := judge(t, diagnose.Options{AsOf: r.at, NoStaff: true}, wechat(t, people(1)[0], r))
	if n := report.Groups[0].Roles.Onlookers; n != nil {
		t.Errorf("%d onlookers without a member list", *n)
	}
	_, report = judge(t, diagnose.Options{AsOf: r.at, NoStaff: true}, chatlab(t, r, r.at))
	if n := report.Groups[0].Roles.Onlookers; n == nil || *n != 0 {
		t.Errorf("onlookers of a list of three who all wrote: %v", n)
	}
	owner := export.Person{Network: event.Telegram, Chat: "c", Actor: event.Actor{ID: "u1"}, Owner: true}
	if n := told(t, owner).Figures[0].Roles.Onlookers; n != nil {
		t.Errorf("%d onlookers of an owner alone", *n)
	}
	if n := told(t, owner, export.Person{Network: event.Telegram, Chat: "c", Actor: event.Actor{ID: "u9"}}).Figures[0].Roles.Onlookers; n == nil || *n != 1 {
		t.Errorf("onlookers of an owner and a member who is silent: %v", n)
	}
}

// TestNewestName: a person goes by the name they were last seen with, in
// whatever order it was read.
func TestNewestName(t *testing.T) {
	d := told(t)
	want(t, "name", d.Name(d.Figures[0].Carry[0].Member), "第三个名字")
}

// told judges a small chat told straight to a book: three messages of u1, who
// changed names meanwhile, not in order.
func told(t *testing.T, people ...export.Person) *diagnose.Diagnosis {
	t.Helper()
	book := diagnose.NewBook(time.Date(2026, 5, 21, 0, 0, 0, 0, time.UTC), time.Time{})
	fail := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	fail(book.Begin(export.Exported{}))
	for _, p := range people {
		fail(book.Person(p))
	}
	for i, day := range []int{12, 18, 15} {
		fail(book.Event(&event.Event{Network: event.Telegram, Chat: "c", Kind: event.Message, At: time.Date(2026, 5, day, 9, 0, 0, 0, time.UTC),
			Actor: event.Actor{ID: "u1", Name: []string{"第一个名字", "第三个名字", "第二个名字"}[i]}, Body: "今天不错"}))
	}
	fail(book.End(export.Exported{Events: 3}))
	d, err := book.Judge(t.Context(), diagnose.Options{Zone: time.UTC, NoStaff: true}, models(t))
	fail(err)
	return d
}

// TestMachinesAreFound by how they post, and a custom of the group is not taken
// for one.
func TestMachinesAreFound(t *testing.T) {
	r := newRoom(t, "g1", usual).alive(3, 40, 0)
	for d := range 41 {
		r.say(d, "06:00", "天气播报员", fmt.Sprintf("今日最高气温%d度,最低%d度,注意添衣", 20+d%9, 9+d%7))
	}
	_, report := judge(t, diagnose.Options{AsOf: r.at, NoStaff: true}, wechat(t, "", r))
	want(t, "bots", report.Totals.Bots, 1)
	want(t, "people", report.Totals.People, 3)

	r = newRoom(t, "g1", usual)
	for d := range 41 {
		for _, who := range people(6) {
			r.say(d, "06:30", who, fmt.Sprintf("早起打卡第%d天,跑步%d公里", 100-d, 3+d%4))
		}
	}
	_, report = judge(t, diagnose.Options{AsOf: r.at, NoStaff: true}, wechat(t, "", r))
	want(t, "bots among those who check in", report.Totals.Bots, 0)
	want(t, "people who check in", report.Totals.People, 6)
}
