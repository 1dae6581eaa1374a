package report

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/auth"
	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/base/outbox"
)

func (k *desk) says(what string, body string, words ...string) {
	k.t.Helper()
	main := inMain.FindString(body)
	for _, w := range words {
		if !strings.Contains(main, w) {
			k.t.Errorf("%s does not say %q: %.1500s", what, w, main)
		}
	}
}

func (k *desk) silent(what string, body string, words ...string) {
	k.t.Helper()
	main := inMain.FindString(body)
	for _, w := range words {
		if strings.Contains(main, w) {
			k.t.Errorf("%s says %q", what, w)
		}
	}
}

// TestPagesInEveryLanguage as they were looked at.
func TestPagesInEveryLanguage(t *testing.T) {
	k := onSQLite(t)
	k.golden("rate_empty", "{ws}/execution")
	lin, _ := k.join("小林", auth.Agent, k.shop)
	zhou, _ := k.join("小周", auth.Operator, k.other)
	k.yesterday(k.owner, lin, zhou)
	k.needy, k.todo = []Attention{{Name: "河边一群", State: i18n.Text{Hans: "走弱", Hant: "走弱", En: "Fading"}, Why: "2 人说话，以前 9 人"}}, 3
	k.count()
	for _, lang := range []string{"zh-CN", "zh-TW", "en"} {
		k.lang = lang
		k.golden("rate_"+lang, "{ws}/execution")
		k.golden("mornings_"+lang, "{ws}/execution/morning")
		k.golden("plan_"+lang, "{ws}/execution/morning/"+id.Show(k.east))
		k.golden("server_"+lang, "{ws}/execution/server")
	}
	k.lang = "zh-CN"
	k.golden("rate_unit", "{ws}/execution?period=7d&unit="+id.Show(k.other))
	k.simulated = true
	k.golden("plan_simulated", "{ws}/execution/morning/"+id.Show(k.east))
}

// TestWhoSeesWhat: an agent sees their own figures and those of groups, a lead the
// people of their units in the order of names, and nobody a ranking.
func TestWhoSeesWhat(t *testing.T) {
	k := onSQLite(t)
	lin, agent := k.join("小林", auth.Agent, k.shop)
	_, viewer := k.join("小看", auth.ViewOnly, k.shop)
	zhou, lead := k.join("小周", auth.Operator, k.east)
	chen, _ := k.join("阿陈", auth.Operator, k.shop)
	k.yesterday(lin, chen, zhou)
	k.count()
	boss := k.call("GET", "{ws}/execution", nil).Body.String()
	k.says("the owner's page", boss, "小林", "小周", "阿陈", "山上店", "私下提醒", "周六抢购", "发预告", "没来得及")
	k.as(agent)
	own := k.call("GET", "{ws}/execution", nil).Body.String()
	k.says("an agent's page", own, "我自己", "该做 4 件，没有落下的", "河边 1 群")
	k.silent("an agent's page", own, "小周", "阿陈", "私下提醒", "山上店", "河边 4 群", "/execution/morning")
	k.want("reminding, by an agent", k.call("POST", "{ws}/execution/remind", url.Values{"who": {id.Show(chen)}}), http.StatusForbidden)
	k.as(viewer)
	k.silent("a viewer's page", k.call("GET", "{ws}/execution", nil).Body.String(), "小林", "阿陈", "我自己")
	k.as(lead)
	theirs := k.call("GET", "{ws}/execution", nil).Body.String()
	k.says("a lead's page", theirs, "小林", "阿陈", "不排名次")
	k.silent("a lead's page", theirs, "山上店")
	if a, b := strings.Index(theirs, "小林</th>"), strings.Index(theirs, "阿陈</th>"); a < 0 || b < a {
		t.Error("people are not in the order of their names")
	}
	for _, path := range []string{"/execution/morning", "/execution/server", "/execution/morning/" + id.Show(k.east)} {
		k.want(path+" by a lead", k.call("GET", "{ws}"+path, nil), http.StatusForbidden)
	}
	form := url.Values{"who": {id.Show(chen)}, "period": {"yesterday"}}
	w := k.call("POST", "{ws}/execution/remind", form)
	k.want("reminded", w, http.StatusSeeOther)
	k.says("after it", k.call("GET", w.Header().Get("Location"), nil).Body.String(), "只有对方自己看得到", "今天提醒过了")
	k.want("again", k.call("POST", "{ws}/execution/remind", form), http.StatusUnprocessableEntity)
	if len(k.reminded) != 1 {
		t.Errorf("reminded %v", k.reminded)
	}
	form.Set("who", "usr_x")
	k.want("a word that is no id", k.call("POST", "{ws}/execution/remind", form), http.StatusNotFound)
	form.Set("who", id.Show(k.owner))
	k.want("somebody above", k.call("POST", "{ws}/execution/remind", form), http.StatusNotFound)
}

// TestSettingUpByThePages: the mail server, then a unit's report, with what was typed
// kept after a mistake, and a try whose failure is said in words.
func TestSettingUpByThePages(t *testing.T) {
	k := onSQLite(t)
	p := newPost(k, false)
	k.yesterday()
	k.count()
	server := url.Values{"host": {"https://smtp.example"}, "port": {strconv.Itoa(p.port)}, "from": {"report@hs.example"}, "security": {"starttls"}}
	w := k.call("POST", "{ws}/execution/server", server)
	k.want("a host that is an address", w, http.StatusUnprocessableEntity)
	k.says("beside its field", w.Body.String(), "前面不带 https://", `value="https://smtp.example"`, `class="form-control is-invalid" id="host"`)
	server.Set("host", "smtp.example")
	server.Set("port", "many")
	k.want("a port that is none", k.call("POST", "{ws}/execution/server", server), http.StatusUnprocessableEntity)
	server.Set("port", strconv.Itoa(p.port))
	k.want("saved", k.call("POST", "{ws}/execution/server", server), http.StatusSeeOther)
	p.set(func(p *post) { p.plain = true })
	w = k.call("POST", "{ws}/execution/server/try", url.Values{"to": {"wang@hs.example"}})
	k.says("a try that failed", w.Body.String(), "没发成（no-starttls）", "换成 465 端口", "alert-danger")
	p.set(func(p *post) { p.plain = false })
	k.says("a try", k.call("POST", "{ws}/execution/server/try", url.Values{"to": {"wang@hs.example"}}).Body.String(), "发出去了", "alert-success")
	k.want("a try to nobody", k.call("POST", "{ws}/execution/server/try", url.Values{"to": {"wang"}}), http.StatusUnprocessableEntity)

	path := "{ws}/execution/morning/" + id.Show(k.east)
	plan := url.Values{"on": {"1"}, "at": {"9:00"}, "days": {"workdays"}, "lang": {"zh-Hant"}, "mails": {"wang@hs.example\nnonsense"}}
	w = k.call("POST", path, plan)
	k.want("an address that is none", w, http.StatusUnprocessableEntity)
	k.says("what was typed stays", w.Body.String(), "nonsense</textarea>", "看不懂的是“nonsense”")
	plan.Set("mails", "wang@hs.example")
	k.want("saved", k.call("POST", path, plan), http.StatusSeeOther)
	k.says("the list", k.call("GET", "{ws}/execution/morning", nil).Body.String(), "周一到周五 09:00", "1 个邮箱", "smtp.example")
	w = k.call("POST", path+"/try", url.Values{"to": {"me@hs.example"}, "by": {ByMail}})
	k.says("one for me", w.Body.String(), "发出去了")
	mails := p.mails()
	if len(mails) != 2 || !strings.Contains(mails[1].to, "me@hs.example") {
		t.Errorf("arrived: %d", len(mails))
	}
	plan.Set("hook", "https://hs.example/hook")
	w = k.call("POST", path, plan)
	k.says("its secret, this once", w.Body.String(), "hks_SECRET", "只显示这一次")
	k.silent("the next time", k.call("GET", path, nil).Body.String(), "hks_SECRET", "hs.example/hook")
	for range mostTries {
		w = k.call("POST", path+"/try", url.Values{"to": {"me@hs.example"}, "by": {ByMail}})
	}
	k.want("too often", w, http.StatusUnprocessableEntity)
	k.want("a unit that is not there", k.call("POST", "{ws}/execution/morning/"+id.Show(id.Unit(5)), plan), http.StatusNotFound)
	k.want("the page of one", k.call("GET", "{ws}/execution/morning/"+id.Show(id.Unit(5)), nil), http.StatusNotFound)
	k.want("a try for one", k.call("POST", "{ws}/execution/morning/"+id.Show(id.Unit(5))+"/try", url.Values{"to": {"a@hs.example"}}), http.StatusNotFound)
}

// TestThePageTellsWhatFailed, and what was missed.
func TestThePageTellsWhatFailed(t *testing.T) {
	k := onSQLite(t)
	p := newPost(k, false)
	p.set(func(p *post) { p.refuse = "550 no such user" })
	k.server(p, STARTTLS, nil)
	k.set(k.region("gone@hs.example"))
	nine := time.Date(2030, 1, 3, 9, 0, 0, 0, k.zone())
	k.time.at = nine
	k.count()
	k.do(nine.AddDate(0, 0, -1))
	path := "{ws}/execution/morning/" + id.Show(k.east)
	k.says("before it left", k.call("GET", path, nil).Body.String(), "在发", "活水没在运行，没有发")
	d := k.deeds()[0]
	r := (Sender{k.s}).Send(t.Context(), d)
	k.write(func(tx *db.Tx) error { // as the outbox notes it
		_, err := tx.Exec(t.Context(), `UPDATE outbox_deed SET state = 'refused', code = $3 WHERE workspace = $1 AND id = $2`, k.ws, d.ID, r.Code)
		return err
	})
	k.says("after it", k.call("GET", path, nil).Body.String(), "没发成", "对方的邮件服务器说没有这个邮箱", "/deliveries/"+id.Show(d.ID))
	k.says("the list", k.call("GET", "{ws}/execution/morning", nil).Body.String(), "没发成")
	if d.State != outbox.Waiting || r.Outcome != outbox.Refuse {
		t.Errorf("%s, %+v", d.State, r)
	}
	k.read(func(tx *db.Tx) error {
		n, err := job.Pending(t.Context(), tx, k.ws)
		if n != 1 {
			t.Errorf("%d jobs wait", n)
		}
		return err
	})
}
