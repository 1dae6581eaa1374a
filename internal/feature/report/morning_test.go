package report

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

func (k *desk) set(want Wanted) (sign string) {
	k.t.Helper()
	sign, err := k.s.Set(k.t.Context(), k.ws, auth.Everything(), want)
	k.must(err)
	return sign
}

// region is the plan of the east by e-mail.
func (k *desk) region(mails ...string) Wanted {
	return Wanted{Plan: Plan{Unit: k.east, On: true, At: firstAt, Workdays: true, Lang: i18n.ZhHans, Mails: mails}}
}

// waits is when the next report of the east is due, and how many jobs wait.
func (k *desk) waits() (due time.Time, n int64) {
	k.t.Helper()
	k.read(func(tx *db.Tx) (err error) {
		if n, err = job.Pending(k.t.Context(), tx, k.ws); err != nil || n == 0 {
			return err
		}
		var ms int64
		err = tx.QueryRow(k.t.Context(), `SELECT due FROM job_waiting WHERE workspace = $1`, k.ws).Scan(&ms)
		due = time.UnixMilli(ms).In(k.zone())
		return err
	})
	return due, n
}

// do does the job of the east that was due at a moment.
func (k *desk) do(due time.Time) {
	k.t.Helper()
	k.write(func(tx *db.Tx) error {
		return Mornings{k.s}.Do(k.t.Context(), tx, k.ws, k.time.at, []job.Job{{Workspace: k.ws, Kind: MorningJob, Key: id.Show(k.east), Due: due}})
	})
}

func (k *desk) deeds() (out []outbox.Deed) {
	k.t.Helper()
	k.read(func(tx *db.Tx) (err error) {
		out, err = outbox.List(k.t.Context(), tx, k.ws, 0, "", 0, 100)
		return err
	})
	return out
}

func (k *desk) became() (out []string) {
	k.t.Helper()
	k.read(func(tx *db.Tx) error {
		all, err := lately(k.t.Context(), tx, k.ws, k.east, 100)
		for _, s := range all {
			out = append(out, s.Day.Short()+" "+s.What)
		}
		return err
	})
	return out
}

// TestAReportGoesOnce: at its time, to everybody who is to get it; done again by a
// process that was killed after the commit, or by two at once, nothing is sent again.
func TestAReportGoesOnce(t *testing.T) {
	each(t, func(k *desk) {
		p := newPost(k, false)
		k.server(p, STARTTLS, nil)
		k.yesterday(1, 2, 3)
		k.set(k.region("wang@hs.example", "li@hs.example"))
		nine := time.Date(2030, 1, 2, 9, 0, 0, 0, k.zone())
		if due, n := k.waits(); n != 1 || !due.Equal(nine) {
			t.Fatalf("it waits for %v, %d jobs", due, n)
		}
		k.count()
		k.time.at = nine.Add(5 * time.Second)
		for range 3 {
			k.do(nine)
			if due, n := k.waits(); n != 1 || !due.Equal(nine.AddDate(0, 0, 1)) {
				t.Fatalf("the next is due %v, %d jobs", due, n)
			}
		}
		all := k.deeds()
		if len(all) != 2 || strings.Join(k.became(), ",") != "1/2 sent" {
			t.Fatalf("%d deeds, became %v", len(all), k.became())
		}
		for _, d := range all {
			if strings.Contains(d.Key+d.Line, "@") {
				t.Errorf("an address stands where it stays: %s %s", d.Key, d.Line)
			}
			if r := (Sender{k.s}).Send(t.Context(), d); r.Outcome != outbox.Done {
				t.Errorf("sent: %+v", r)
			}
		}
		got := p.mails()
		if len(got) != 2 || got[0].to == got[1].to {
			t.Fatalf("arrived: %+v", got)
		}
		_, text, page := got[0].read(t)
		if !strings.Contains(text, "昨天该做 21 件") || !strings.Contains(page, "昨天该做 21 件") {
			t.Errorf("it says %s", text)
		}
	})
}

// TestAKillBeforeTheCommit leaves nothing behind, and the next process sends.
func TestAKillBeforeTheCommit(t *testing.T) {
	each(t, func(k *desk) {
		k.server(newPost(k, false), STARTTLS, nil)
		k.set(k.region("wang@hs.example"))
		nine := time.Date(2030, 1, 2, 9, 0, 0, 0, k.zone())
		k.time.at = nine
		k.count()
		k.killed = errors.New("killed")
		err := k.s.DB.Write(t.Context(), func(tx *db.Tx) error {
			return Mornings{k.s}.Do(t.Context(), tx, k.ws, nine, []job.Job{{Workspace: k.ws, Kind: MorningJob, Key: id.Show(k.east), Due: nine}})
		})
		if !errors.Is(err, k.killed) || len(k.deeds()) != 0 || len(k.became()) != 0 {
			t.Fatalf("%v left %d deeds and %v", err, len(k.deeds()), k.became())
		}
		k.killed = nil
		for range 2 {
			k.do(nine)
		}
		if len(k.deeds()) != 1 || len(k.became()) != 1 {
			t.Errorf("%d deeds, %v", len(k.deeds()), k.became())
		}
	})
}

// TestWhatWasMissed: late it is sent until noon and says so; later it is left out, as
// are the days before, and that is shown. A weekend is missed by nobody.
func TestWhatWasMissed(t *testing.T) {
	zone := zoned(t, "Asia/Shanghai")
	thursday := time.Date(2030, 1, 3, 9, 0, 0, 0, zone)
	for name, c := range map[string]struct {
		due, now time.Time
		became   string
		deeds    int
	}{
		"at eleven":                {thursday, thursday.Add(2 * time.Hour), "1/3 late", 1},
		"at a minute to noon":      {thursday, thursday.Add(179 * time.Minute), "1/3 late", 1},
		"in the afternoon":         {thursday, thursday.Add(5 * time.Hour), "1/3 missed", 0},
		"after two days, at nine":  {thursday.AddDate(0, 0, -1), thursday.AddDate(0, 0, 1).Add(time.Minute), "1/4 sent,1/3 missed,1/2 missed", 1},
		"after two days, too late": {thursday.AddDate(0, 0, -1), thursday.AddDate(0, 0, 1).Add(9 * time.Hour), "1/4 missed,1/3 missed,1/2 missed", 0},
		"on Saturday":              {thursday.AddDate(0, 0, 1), thursday.AddDate(0, 0, 2), "1/4 missed", 0},
	} {
		k := onSQLite(t)
		k.server(newPost(k, false), STARTTLS, nil)
		k.set(k.region("wang@hs.example"))
		k.time.at = c.now
		k.count()
		k.do(c.due)
		if got := strings.Join(k.became(), ","); got != c.became || len(k.deeds()) != c.deeds {
			t.Errorf("%s: %s, %d deeds", name, got, len(k.deeds()))
		}
		for _, d := range k.deeds() {
			if says := strings.Contains(string(d.Body), "所以这份晚到了"); says != strings.Contains(c.became, "late") {
				t.Errorf("%s: it says that it is late: %t", name, says)
			}
		}
		if due, _ := k.waits(); !due.After(c.now) {
			t.Errorf("%s: the next is due %v", name, due)
		}
	}
}

// TestItWaitsForTheDayToBeCounted: a report of a day that nobody has counted whole
// would be wrong.
func TestItWaitsForTheDayToBeCounted(t *testing.T) {
	k := onSQLite(t)
	k.server(newPost(k, false), STARTTLS, nil)
	k.set(k.region("wang@hs.example"))
	nine := time.Date(2030, 1, 2, 9, 0, 0, 0, k.zone())
	k.time.at = nine.AddDate(0, 0, -1)
	k.count()
	k.time.at = nine
	k.do(nine)
	if due, n := k.waits(); len(k.deeds()) != 0 || n != 1 || due.Sub(nine) != waitsFor {
		t.Errorf("%d deeds, the job waits until %v", len(k.deeds()), due)
	}
	k.count()
	k.time.at = nine.Add(waitsFor)
	k.do(nine)
	if len(k.deeds()) != 1 || k.became()[0] != "1/2 sent" {
		t.Errorf("%d deeds, %v", len(k.deeds()), k.became())
	}
}

// TestSwitchedOffNothingGoes, and its job is gone.
func TestSwitchedOffNothingGoes(t *testing.T) {
	each(t, func(k *desk) {
		k.server(newPost(k, false), STARTTLS, nil)
		k.set(k.region("wang@hs.example"))
		off := k.region("wang@hs.example")
		off.On = false
		k.set(off)
		if _, n := k.waits(); n != 0 {
			t.Errorf("%d jobs wait", n)
		}
		k.time.at = time.Date(2030, 1, 2, 9, 0, 0, 0, k.zone())
		k.count()
		k.do(k.time.at)
		if len(k.deeds()) != 0 || len(k.became()) != 0 {
			t.Errorf("it went all the same: %v", k.became())
		}
	})
}

// TestSettingsThatCannotWork are refused beside their field.
func TestSettingsThatCannotWork(t *testing.T) {
	k := onSQLite(t)
	kind := func(what string, want Wanted, field string, kind fault.Kind) {
		t.Helper()
		_, err := k.s.Set(t.Context(), k.ws, auth.Everything(), want)
		if fault.KindOf(err) != kind || auth.Field(err) != field {
			t.Errorf("%s: %v beside %q", what, err, auth.Field(err))
		}
	}
	kind("e-mail without a server", k.region("wang@hs.example"), "mails", fault.Invalid)
	kind("nobody to send to", k.region(), "on", fault.Invalid)
	for _, bad := range []string{"http://qyapi.example/x", "https://", "https://a:b@qyapi.example/", "https://qyapi.example/#x", "nonsense"} {
		robot := k.region()
		robot.RobotURL = bad
		kind("a robot at "+bad, robot, "robot", fault.Invalid)
	}
	elsewhere := k.region()
	elsewhere.Unit = 12345
	elsewhere.On = false
	kind("a unit that is not there", elsewhere, "", fault.NotFound)
	if _, err := k.s.Set(t.Context(), k.ws, auth.ScopeIn(k.shop), k.region()); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a unit outside the scope: %v", err)
	}
	k.simulated = true
	kind("of simulated groups", k.region(), "on", fault.Conflict)
	for _, text := range []string{"wang", "wang@hs.example\nWang <w@hs.example>", strings.Repeat("a@hs.example b@hs.example ", 0) + "a@" + strings.Repeat("x", 300) + ".example"} {
		if _, err := ReadMails(text); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%.40q: %v", text, err)
		}
	}
	if got, err := ReadMails(" a@hs.example，b@hs.example\r\n a@hs.example "); err != nil || strings.Join(got, " ") != "a@hs.example b@hs.example" {
		t.Errorf("%v, %v", got, err)
	}
}

// TestAPasswordStaysWhereItIs: it is kept where nothing changes, and never goes to a
// server or for a user that somebody else has put in its place.
func TestAPasswordStaysWhereItIs(t *testing.T) {
	k := onSQLite(t)
	m := Mail{Host: "smtp.example", Port: 587, User: "qinghe", From: "report@hs.example", Security: STARTTLS}
	k.must(k.s.SetMail(t.Context(), k.ws, m, "secret"))
	m.Port, m.From = 25, "other@hs.example"
	k.must(k.s.SetMail(t.Context(), k.ws, m, ""))
	k.read(func(tx *db.Tx) error {
		is, _, err := mailOf(t.Context(), tx, k.ws)
		text, err2 := k.s.Key.Open(is.sealed, boundMail(k.ws))
		if string(text) != "secret" || err2 != nil || strings.Contains(string(is.sealed), "secret") {
			t.Errorf("%q %v", text, err2)
		}
		return err
	})
	for what, change := range map[string]func(m *Mail){"another server": func(m *Mail) { m.Host = "smtp.other.example" }, "another user": func(m *Mail) { m.User = "eve" }} {
		n := m
		change(&n)
		if err := k.s.SetMail(t.Context(), k.ws, n, ""); auth.Field(err) != "password" {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// programs are two receivers: one of hooks and one that is like a group robot.
func (k *desk) program(answer func(r *http.Request, body []byte) (int, string)) string {
	k.t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		status, text := answer(r, body)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}))
	s.StartTLS()
	k.t.Cleanup(s.Close)
	k.roots.AddCert(s.Certificate())
	return s.URL
}

// TestProgramsAndRobots get what was promised, and what they answer is understood.
func TestProgramsAndRobots(t *testing.T) {
	k := onSQLite(t)
	k.yesterday(1, 2, 3)
	var bodies, signs []string
	status, text := 200, `{"errcode":0,"errmsg":"ok"}`
	address := k.program(func(r *http.Request, body []byte) (int, string) {
		bodies, signs = append(bodies, string(body)), append(signs, r.Header.Get("Huoshui-Signature")+" "+r.Header.Get("Idempotency-Key"))
		return status, text
	})
	want := k.region()
	want.HookURL, want.RobotURL = address+"/hook?key=SECRETPATH", address+"/robot"
	if sign := k.set(want); sign != "hks_SECRET1" {
		t.Errorf("the secret is %q", sign)
	}
	k.count()
	nine := time.Date(2030, 1, 2, 9, 0, 0, 0, k.zone())
	k.time.at = nine
	k.do(nine)
	all := k.deeds()
	if len(all) != 2 {
		t.Fatalf("%d deeds", len(all))
	}
	for _, d := range all {
		if strings.Contains(string(d.Body)+d.Key+d.Line, "SECRETPATH") || strings.Contains(string(d.Body), "127.0.0.1") {
			t.Errorf("an address with a secret stands in the outbox: %s", d.Body)
		}
		if r := (Sender{k.s}).Send(t.Context(), d); r.Outcome != outbox.Done {
			t.Errorf("%s: %+v", d.Action, r)
		}
	}
	for i, body := range bodies {
		var robot struct {
			Type     string `json:"msgtype"`
			Markdown struct{ Content string }
		}
		var told payload
		if json.Unmarshal([]byte(body), &robot) == nil && robot.Type != "" {
			if robot.Type != "markdown" || !strings.HasPrefix(robot.Markdown.Content, "**华东 · 1/1 的执行情况**") || signs[i] != " " {
				t.Errorf("a robot got %s, %q", body, signs[i])
			}
			continue
		}
		if json.Unmarshal([]byte(body), &told) != nil || told.Kind != "report.morning" || told.Data.People.Due != 8 || told.Data.Day != "2030-01-01" ||
			!strings.Contains(signs[i], "[hks_SECRET1] report/"+id.Show(k.east)+"/2030-01-02/"+ByHook) {
			t.Errorf("a program got %s, %q", body, signs[i])
		}
	}
	for answer, c := range map[string]struct {
		status int
		text   string
		want   outbox.Outcome
	}{"45009": {200, `{"errcode":45009}`, outbox.NotDone}, "93000": {200, `{"errcode":93000,"errmsg":"invalid webhook url"}`, outbox.Refuse}, "503": {503, "", outbox.NotDone},
		"404": {404, "", outbox.Refuse}, "302": {302, "", outbox.Refuse}} {
		status, text = c.status, c.text
		if r := k.s.robot(t.Context(), address, &letter{}); r.Outcome != c.want || !strings.HasSuffix(r.Code, answer) {
			t.Errorf("%s: %+v", answer, r)
		}
	}
	if r := k.s.robot(t.Context(), "https://inside.example/x", &letter{}); r.Outcome != outbox.Refuse || r.Code != "inside" || r.Why != "" {
		t.Errorf("an address inside: %+v", r)
	}
}

// TestWhatMayHaveBeenSent is not sent again by itself, except to programs, which know
// a repeat; nor is anything sent when it is of no use any more, or from a sandbox.
func TestWhatMayHaveBeenSent(t *testing.T) {
	k := onSQLite(t)
	s := Sender{k.s}
	for action, want := range map[string]outbox.Outcome{ByMail: outbox.Maybe, ByRobot: outbox.Maybe, ByHook: outbox.NotDone} {
		if r := s.Find(t.Context(), outbox.Deed{Action: action}); r.Outcome != want || r.Patient {
			t.Errorf("%s: %+v", action, r)
		}
	}
	letterUntil := func(at time.Time) []byte {
		body, err := json.Marshal(letter{Unit: k.east, To: "a@hs.example", Until: at.UnixMilli()})
		k.must(err)
		return body
	}
	deed := outbox.Deed{Workspace: k.ws, Action: ByMail, Body: letterUntil(k.time.at.Add(-time.Second))}
	if r := s.Send(t.Context(), deed); r.Outcome != outbox.Refuse || r.Code != "too-late" {
		t.Errorf("after noon: %+v", r)
	}
	deed.Body = letterUntil(k.time.at.Add(time.Hour))
	if r := s.Send(t.Context(), deed); r.Outcome != outbox.Refuse || r.Code != "closed" {
		t.Errorf("without a server: %+v", r)
	}
	k.simulated = true
	if r := s.Send(t.Context(), deed); r.Code != "simulated" {
		t.Errorf("from a sandbox: %+v", r)
	}
}

// TestTheReportReadsWell, in each language and each form.
func TestTheReportReadsWell(t *testing.T) {
	k := onSQLite(t)
	k.yesterday(1, 2, 3)
	for i, r := range []string{"unwanted", "not-fit", "wrong-text", "own-words", "declined"} {
		k.steps = append(k.steps, Step{Group: id.Group(i + 1), Unit: k.other, Book: 1, Step: "notice", Human: true, At: k.steps[0].At, Due: k.steps[0].Due, Fate: LeftOut, Reason: r})
	}
	k.needy = []Attention{{Name: "河边一群", State: i18n.Text{Hans: "走弱", Hant: "走弱", En: "Fading"}, Why: "2 人说话，以前 9 人"},
		{Name: "*新* [群](x)<b>", State: i18n.Text{Hans: "沉默", Hant: "沉默", En: "Dormant"}}}
	k.todo = 7
	two := 2
	k.bad = &two
	k.count()
	for _, l := range i18n.Langs {
		var m Morning
		k.read(func(tx *db.Tx) (err error) {
			m, err = k.s.compose(t.Context(), tx, k.ws, k.head, l, k.time.at, k.zone())
			return err
		})
		m.Late = l == i18n.ZhHant
		page, err := m.HTML(l)
		k.must(err)
		k.same("report_"+string(l)+".txt", m.Subject().In(l)+"\n\n"+m.Plain(l)+"\n---- markdown\n"+m.Markdown(l)+"\n")
		k.same("report_"+string(l)+".html", page)
	}
	m := Morning{Unit: "河边店", Groups: make([]Attention, 5), Needy: 90}
	for i := range m.Groups {
		m.Groups[i] = Attention{Name: strings.Repeat("很长的名字", 80), Why: strings.Repeat("很长的原因", 80)}
	}
	m.Link = "https://hs.example/x"
	if got := m.Markdown(i18n.ZhHans); len(got) > longestRobot || !strings.HasSuffix(got, "(https://hs.example/x)") {
		t.Errorf("a long one has %d bytes", len(got))
	}
	empty := Morning{Unit: "河边店"}
	if got := empty.Plain(i18n.ZhHans); !strings.Contains(got, "没有到时间的 SOP 步骤") || !strings.Contains(got, "现在没有待办") || strings.Contains(got, "投诉") {
		t.Errorf("of nothing: %s", got)
	}
}

// TestNobodyIsNamed: whatever the neighbours know, a report holds the names of units
// and groups and nothing that a member is called by or said.
func TestNobodyIsNamed(t *testing.T) {
	k := onSQLite(t)
	who, _ := k.join("小林", auth.Operator, k.shop)
	k.yesterday(who, who, who)
	k.count()
	k.read(func(tx *db.Tx) error {
		m, err := k.s.compose(t.Context(), tx, k.ws, k.head, i18n.ZhHans, k.time.at, k.zone())
		page, err2 := m.HTML(i18n.ZhHans)
		k.must(err2)
		if text := m.Plain(i18n.ZhHans) + page + m.Markdown(i18n.ZhHans); strings.Contains(text, "小林") || strings.Contains(text, "老板") {
			t.Errorf("somebody is named: %s", text)
		}
		return err
	})
}

// TestRemindingIsPrivateAndOnceADay.
func TestRemindingIsPrivateAndOnceADay(t *testing.T) {
	each(t, func(k *desk) {
		lin, _ := k.join("小林", auth.Agent, k.shop)
		zhou, _ := k.join("小周", auth.Operator, k.other)
		k.yesterday(k.owner, lin, zhou)
		k.count()
		remind := func(by id.User, role auth.Role, scope auth.Scope, who id.User, days Days) error {
			return k.s.DB.Write(t.Context(), func(tx *db.Tx) error {
				return k.s.Remind(context.WithoutCancel(t.Context()), tx, Reminder{Workspace: k.ws, By: by, Role: role, Scope: scope, Zone: k.zone(), Lang: i18n.ZhHans, Who: who, Days: days})
			})
		}
		days := Period(Yesterday, DayOf(k.time.at, k.zone()))
		k.must(remind(k.owner, auth.Owner, auth.Everything(), lin, days))
		if want := id.Show(lin) + " | " + id.Show(lin) + "/2030-01-02 | 有 3 件事还没做，看一眼 | 1/1 该做 4 件，还有 3 件没做。来得及就做，来不及可以转交，不合适就写个原因。只有你自己看得到这一条。 | 01-04 00:00"; len(k.reminded) != 1 || k.reminded[0] != want {
			t.Errorf("reminded: %v", k.reminded)
		}
		for what, c := range map[string]struct {
			err  error
			want fault.Kind
		}{
			"twice a day":               {remind(k.owner, auth.Owner, auth.Everything(), lin, days), fault.Limited},
			"oneself":                   {remind(k.owner, auth.Owner, auth.Everything(), k.owner, days), fault.NotFound},
			"somebody of another shop":  {remind(1, auth.Operator, auth.ScopeIn(k.shop), zhou, days), fault.NotFound},
			"by an agent":               {remind(1, auth.Agent, auth.ScopeIn(k.other), zhou, days), fault.NotFound},
			"of nothing":                {remind(k.owner, auth.Owner, auth.Everything(), zhou, Days{1, 2}), fault.Invalid},
			"somebody who is not there": {remind(k.owner, auth.Owner, auth.Everything(), 12345, days), fault.NotFound},
		} {
			if fault.KindOf(c.err) != c.want {
				t.Errorf("%s: %v", what, c.err)
			}
		}
		k.time.at = k.time.at.Add(24 * time.Hour)
		k.must(remind(k.owner, auth.Owner, auth.Everything(), lin, days))
	})
}
