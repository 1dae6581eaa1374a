package e2ematrix_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the "sqlite" driver

	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
)

// database is what the program has written, read beside it.
type database struct {
	t  *testing.T
	db *sql.DB
}

func (p *program) database(t *testing.T) database {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(p.data, "huoshui.db")+"?_pragma=busy_timeout(10000)&_pragma=query_only(1)&mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() }) // only read from
	return database{t, db}
}

// number is what a question for one number is answered; 0 where nothing is there.
func (d database) number(query string, args ...any) (n int) {
	_ = d.db.QueryRowContext(d.t.Context(), query, args...).Scan(&n) // not there yet is an answer
	return n
}

// agree waits until the program knows what people did.
func (d database) agree(p *program, l *ledger, atMost time.Duration) {
	d.t.Helper()
	look, giveUp := time.NewTicker(300*time.Millisecond), time.After(atMost)
	defer look.Stop()
	for {
		differs := d.differences(p.figures(d.t), l)
		if len(differs) == 0 {
			return
		}
		select {
		case <-look.C:
		case <-giveUp:
			d.t.Fatalf("after %v the program knows otherwise than people did, in %d ways:\n%s", atMost, len(differs), strings.Join(differs[:min(len(differs), 30)], "\n"))
		}
	}
}

// differences lists what the program knows otherwise.
func (d database) differences(figures map[string]int, l *ledger) (out []string) {
	for _, r := range l.rooms {
		differ := func(what string, got, want any) {
			if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
				out = append(out, fmt.Sprintf("%s: %s: got %s, want %s", r.name, what, g, w))
			}
		}
		group := d.number(`SELECT id FROM community_group WHERE chat = $1`, r.id)
		differ("its name", d.number(`SELECT COUNT(*) FROM community_group WHERE chat = $1 AND name = $2`, r.id, r.name), 1)
		differ("messages of the API", figures[r.id], len(r.said))
		d.words(group, r, differ)
		d.people(group, r, differ)
		differ("moves kept", moves{
			d.number(`SELECT COUNT(*) FROM chat_message WHERE group_id = $1 AND kind = $2`, group, event.Join),
			d.number(`SELECT COUNT(*) FROM chat_message WHERE group_id = $1 AND kind = $2`, group, event.Leave),
			d.number(`SELECT COUNT(*) FROM chat_message WHERE group_id = $1 AND kind = $2`, group, event.Remove),
		}, r.moved)
		var text string
		var f measure.Figures
		if d.db.QueryRowContext(d.t.Context(), `SELECT figures FROM insight_group WHERE group_id = $1`, group).Scan(&text) == nil {
			_ = json.Unmarshal([]byte(text), &f) // what is none has other figures
		}
		differ("moves of the figures", moves{f.Moves.Joins, f.Moves.Left, f.Moves.Removed}, r.moved)
	}
	return out
}

// words compares what was said, message by message.
func (d database) words(group int, r *page, differ func(string, any, any)) {
	want := map[int64]string{}
	for id, text := range r.said {
		if r.gone[id] {
			text = "taken back"
		}
		want[int64(event.SubjectKey(event.NativeKey(event.NativeMessage(id)), 0))] = text
	}
	got := map[int64]string{}
	rows, err := d.db.QueryContext(d.t.Context(), `SELECT key, CASE WHEN gone = 1 THEN 'taken back' ELSE body END FROM chat_message WHERE group_id = $1 AND kind = $2`, group, event.Message)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // only read from
	n := 0
	for rows.Next() {
		var key int64
		var text string
		if err := rows.Scan(&key, &text); err != nil {
			d.t.Fatal(err)
		}
		got[key] = text
		n++
	}
	if err := rows.Err(); err != nil {
		d.t.Fatal(err)
	}
	differ("messages kept", n, len(want))
	for _, key := range slices.Sorted(maps.Keys(want)) {
		differ("how a message reads", got[key], want[key])
	}
}

// people compares who is in a room.
func (d database) people(group int, r *page, differ func(string, any, any)) {
	here := 0
	for who, in := range r.inside {
		if in {
			here++
		}
		n := d.number(`SELECT COUNT(*) FROM chat_inside WHERE group_id = $1 AND who = $2 AND inside = 1`, group, chat.PersonHash(event.Matrix, "", event.NativeUser(who)))
		differ(who+" is in it", n == 1, in)
	}
	differ("people in it", d.number(`SELECT COUNT(*) FROM chat_inside WHERE group_id = $1 AND inside = 1`, group), here)
}

// tells looks whether the connection's page, its check and the metrics say what
// comparing found: in all, and since the start.
func (p *program) tells(t *testing.T, d database, all, lately found) {
	t.Helper()
	b := p.signIn(t)
	door := regexp.MustCompile(`/w/ws_[0-9a-z]+/connections/conn?_[0-9a-z]+`).FindString(b.do(http.MethodGet, b.home+"/connections", nil))
	if door == "" {
		t.Fatal("the page of connections shows none")
	}
	shown := b.do(http.MethodGet, door, nil)
	if want := fmt.Sprintf("messages %d, joins and leaves %d, group names %d", all.Messages, all.Moves, all.Names); !strings.Contains(shown, want) {
		t.Errorf("the connection's page does not say %q but %q", want, regexp.MustCompile(`Found so far[^<]*`).FindString(shown))
	}
	checked := b.do(http.MethodPost, door+"/check", url.Values{"csrf": {csrfField.FindStringSubmatch(shown)[1]}})
	if want := fmt.Sprintf("+%d / +%d / +%d", all.Messages, all.Moves, all.Names); !strings.Contains(strings.ReplaceAll(checked, "&#43;", "+"), want) {
		t.Errorf("the check does not say %q", want)
	}
	answer, err := http.Get("http://" + p.metrics + "/metrics") //nolint:noctx // it is on loopback, and the test ends
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	for what, n := range map[string]int{"message": lately.Messages, "move": lately.Moves, "name": lately.Names} {
		if line := fmt.Sprintf("huoshui_found_total{what=%q} %d\n", what, n); !strings.Contains(string(text), line) {
			t.Errorf("the metrics do not say %q but %q", line, regexp.MustCompile(`huoshui_found_total\{.*`).FindAllString(string(text), -1))
		}
	}
}

// browser is somebody who has signed in.
type browser struct {
	t          *testing.T
	base, home string
	calls      http.Client
}

var csrfField = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

func (p *program) signIn(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{t: t, base: "http://" + p.address, calls: http.Client{Jar: jar}}
	link, err := url.Parse(regexp.MustCompile(`http://\S+`).FindString(p.run(t, "admin", "link", "--base-url", b.base)))
	if err != nil {
		t.Fatal(err)
	}
	b.do(http.MethodPost, link.Path, nil)
	b.home = regexp.MustCompile(`/w/ws_[0-9a-z]+`).FindString(b.do(http.MethodGet, "/", nil))
	return b
}

func (b *browser) do(method, path string, fields url.Values) string {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.base+path, strings.NewReader(fields.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Origin", b.base)
	r.Header.Set("Accept-Language", "en")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := b.calls.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.t.Fatalf("%s %s answers %d (%v): %.300s", method, path, answer.StatusCode, err, text)
	}
	return string(text)
}
