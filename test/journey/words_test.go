//go:build unix

package journey_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
)

// TestHelpListsEverything: every command and every flag of it is told, on
// standard output, with exit code 0.
func TestHelpListsEverything(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args  []string
		words []string
	}{
		{nil, []string{"diagnose", "run", "import", "admin link", "admin password", "insight fit", "evaluate dying", "evaluate early",
			"evaluate replies", "evaluate questions"}},
		{[]string{"diagnose"}, []string{"--json", "--html", "--as-of", "--tz", "--staff", "--no-staff", "--bots", "--people", "--lang",
			"--risk", "--quotes", "--all", "--namespace"}},
		{[]string{"run"}, []string{"--data", "--database", "--listen", "--base-url", "--trusted-proxies", "--no-sample"}},
		{[]string{"import"}, []string{"--data", "--workspace", "--tz", "--namespace", "--json"}},
		{[]string{"admin", "link"}, []string{"--data", "--base-url", "<login>"}},
		{[]string{"admin", "password"}, []string{"--data", "<login>", "standard input"}},
	} {
		got := run(t, append(c.args, "--help")...).done(t)
		if got.err != "" {
			t.Errorf("%v --help wrote to the error stream: %s", c.args, got.err)
		}
		got.says(t, c.words...)
	}
}

// TestWrongCallsAreTold: what is off in the call has exit code 2, what is off
// in a value has 3; both are told on the error stream, nothing is printed.
func TestWrongCallsAreTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := put(t, dir, "messages.tsv", past(20))
	data := filepath.Join(dir, "data")
	for _, c := range []struct {
		args string
		code int
		says []string
	}{
		{"diagnose --frobnicate FILE", 2, []string{"--frobnicate", "--help"}},
		{"diagnose", 2, []string{"path", "--help"}},
		{"admin", 2, []string{"link", "--help"}}, // nothing at all is a double-click
		{"swim", 2, []string{"swim", "--help"}},
		{"diagnose --risk sometimes FILE", 2, []string{"--risk", "always"}},
		{"diagnose --tz Mars/Olympus FILE", 3, []string{"Mars/Olympus", "Asia/Shanghai"}},
		{"import --tz Mars/Olympus --data DATA FILE", 3, []string{"Mars/Olympus", "Asia/Shanghai"}},
		{"diagnose --as-of someday FILE", 3, []string{"someday", "2026-03-31"}},
		{"diagnose --lang fr FILE", 3, []string{"fr", "zh-Hant"}},
		{"run --base-url harbour.example --data DATA --listen 127.0.0.1:0", 3, []string{"--base-url", "https://host", "harbour.example"}},
		{"run --trusted-proxies everybody --data DATA --listen 127.0.0.1:0", 3, []string{"everybody"}},
		{"admin link --base-url harbour.example --data DATA", 3, []string{"--base-url", "https://host", "harbour.example"}},
		{"import --workspace attic --data DATA FILE", 3, []string{"attic", "workspace"}},
		{"admin link nobody --data DATA", 3, []string{"nobody"}},
		{"diagnose --html /nowhere/page.html FILE", 3, []string{"/nowhere/page.html"}},
	} {
		args := strings.Fields(strings.NewReplacer("FILE", file, "DATA", data).Replace(c.args))
		got := run(t, args...)
		if got.code != c.code || got.out != "" {
			t.Errorf("%q: exit code %d, want %d; output %q\n%s", c.args, got.code, c.code, got.out, got.err)
		}
		t.Run(c.args, func(t *testing.T) { got.says(t, c.says...) })
	}
}

// TestThreeLanguages: the report and the errors speak the language asked for,
// by --lang or by the environment.
func TestThreeLanguages(t *testing.T) {
	t.Parallel()
	file := put(t, t.TempDir(), "messages.tsv", past(20))
	for _, c := range []struct{ lang, env, report, wrong string }{
		{"zh-Hans", "zh_CN.UTF-8", "群友", "找不到“nowhere”"},
		{"zh-Hant", "zh_TW.UTF-8", "群友", "找不到「nowhere」"},
		{"en", "en_GB.UTF-8", "members", "not found"},
	} {
		byFlag := run(t, "diagnose", "--lang", c.lang, file).done(t)
		byFlag.says(t, c.report)
		byEnv := finish(t, command(t, []string{"LC_ALL=" + c.env}, "diagnose", file)).done(t)
		if byFlag.out != byEnv.out {
			t.Errorf("%s: --lang and the environment give different reports", c.lang)
		}
		finish(t, command(t, []string{"LC_ALL=" + c.env}, "diagnose", "nowhere")).says(t, c.wrong)
		if han := strings.ContainsFunc(byFlag.out, func(r rune) bool { return unicode.Is(unicode.Han, r) }); han == (c.lang == "en") {
			t.Errorf("%s: Chinese characters in the report: %v", c.lang, han)
		}
	}
}

// TestAsOfForms: a day means its end in the zone; a moment means itself.
func TestAsOfForms(t *testing.T) {
	t.Parallel()
	file := put(t, t.TempDir(), "messages.tsv", past(20))
	for _, c := range []struct{ asOf, tz, want string }{
		{"2023-11-20", "Asia/Shanghai", "2023-11-20T23:59:59+08:00"},
		{"2023-11-20", "Europe/London", "2023-11-20T23:59:59Z"},
		{"2023-11-20 18:30", "Asia/Shanghai", "2023-11-20T18:30:00+08:00"},
		{"2023-11-20T18:30:00Z", "Asia/Shanghai", "2023-11-21T02:30:00+08:00"},
		{"2023-11-20T18:30:00", "Asia/Shanghai", "2023-11-20T18:30:00+08:00"},
	} {
		r := run(t, "diagnose", "--json", "--as-of", c.asOf, "--tz", c.tz, file).done(t).read(t)
		if r.AsOf != c.want || r.From != "flag" {
			t.Errorf("--as-of %s --tz %s judges at %s (%s), want %s", c.asOf, c.tz, r.AsOf, r.From, c.want)
		}
	}
	before := run(t, "diagnose", "--json", "--as-of", "2023-11-14T22:30:00Z", file).done(t).read(t)
	if before.Totals.Messages != 2 {
		t.Errorf("%d messages exist seventeen minutes after the first, want 2", before.Totals.Messages)
	}
}

// TestStaffNobodyBears: a name that fits nobody is told on the error stream,
// and the report stays one JSON value.
func TestStaffNobodyBears(t *testing.T) {
	t.Parallel()
	file := put(t, t.TempDir(), "messages.tsv", past(20))
	got := run(t, "diagnose", "--json", "--staff", "p1,Admiral", file).done(t)
	if r := got.read(t); r.Totals.Staff != 1 || r.Totals.People != 3 {
		t.Errorf("%d staff and %d people, want 1 and 3", r.Totals.Staff, r.Totals.People)
	}
	if !strings.Contains(got.err, "Admiral") || strings.Contains(got.err, "p1") {
		t.Errorf("the error stream says %q", got.err)
	}
}

// TestWaysBackIn: a link and a password from the command line let the owner in
// again; the password is read from standard input, and a poor one is refused.
func TestWaysBackIn(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s := serve(t, data)
	link := run(t, "admin", "link", "--data", data, "--base-url", s.base).done(t)
	address := linkLine.FindString(link.out)
	if address == "" || link.err != "" || get(t, address).StatusCode != 200 {
		t.Errorf("the link is %q", link.out)
	}
	set := func(login, password string) came {
		cmd := command(t, nil, "admin", "password", login, "--data", data)
		cmd.Stdin = strings.NewReader(password + "\n")
		return finish(t, cmd)
	}
	secret := fmt.Sprint("seven quiet boats ", time.Now().UnixNano())
	good := set("owner", secret).done(t)
	good.says(t, "owner")
	if strings.Contains(good.out+good.err, secret) {
		t.Error("the password is shown")
	}
	if poor := set("owner", "1234"); poor.code != 3 || poor.out != "" {
		t.Errorf("a poor password: exit code %d, output %q", poor.code, poor.out)
	}
	if stranger := set("stranger", secret); stranger.code != 3 {
		t.Errorf("an account that is not there: exit code %d", stranger.code)
	}
	if got, _ := s.stop(); got.code != 0 {
		t.Errorf("told to end, it left with %d\n%s", got.code, got.err)
	}
}
