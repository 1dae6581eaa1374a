package library_test

import (
	"os"
	"strings"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

func all(t testing.TB) []library.Entry {
	t.Helper()
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := library.All(r)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// TestEveryReadySOPIsListed, is read without a problem or a doubt, and is called as
// its file is.
func TestEveryReadySOPIsListed(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	var playbooks []*script.Playbook
	for _, e := range all(t) {
		listed[e.Playbook.Name+".yaml"] = true
		playbooks = append(playbooks, e.Playbook)
	}
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".yaml") {
			continue
		}
		n++
		text, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		p, problems := r.Read(text)
		for _, q := range problems {
			t.Errorf("%s:%s\n%s", f.Name(), q.In(i18n.ZhHans), q.Excerpt)
		}
		if p != nil && p.Name+".yaml" != f.Name() || !listed[f.Name()] {
			t.Errorf("%s is not in the library by its name", f.Name())
		}
	}
	if n != len(listed) || n < 12 {
		t.Errorf("%d files, %d in the library", n, len(listed))
	}
	if circle := script.Circle(playbooks); circle != nil {
		t.Errorf("they call each other in a circle: %v", circle)
	}
}

// TestReadySOPsAreWhole: what people see is there in three languages, every step
// has an owner, what people do has a check and a proof, what is timed says what is
// done when it is missed, and what is said can be said in at least three ways.
func TestReadySOPsAreWhole(t *testing.T) {
	for _, e := range all(t) {
		p := e.Playbook
		if len(p.Never) < 2 {
			t.Errorf("%s promises %d things", p.Name, len(p.Never))
		}
		for _, text := range append([]script.Text{p.Title, p.About}, p.Never...) {
			if text.Hans == "" || text.Hant == "" || text.En == "" {
				t.Errorf("%s lacks a language: %q", p.Name, text.Hans)
			}
		}
		for _, s := range p.Start {
			if !s.Hand && s.Missed.Do == "" {
				t.Errorf("%s, start %s: nothing says what is done when it is missed", p.Name, s.ID)
			}
		}
		for _, f := range p.Fields {
			if (f.From == script.FromForm || f.From == script.FromTask) && f.Ask.Hans == "" {
				t.Errorf("%s asks for %s without a question", p.Name, f.Name)
			}
		}
		script.Each(p.Steps, func(s *script.Step) { whole(t, p, s) })
		if len(e.Deeds) == 0 {
			t.Errorf("%s does nothing", p.Name)
		}
		for _, n := range append(e.Deeds, e.Data...) {
			if n.Words.Hans == "" || n.Words.Hant == "" || n.Words.En == "" {
				t.Errorf("%s lacks words for %s", p.Name, n.Key)
			}
		}
	}
}

func whole(t *testing.T, p *script.Playbook, s *script.Step) {
	t.Helper()
	if p.Owner == "" && s.Owner == "" {
		t.Errorf("%s, %s: nobody answers for it", p.Name, s.ID)
	}
	if (s.Say != nil || s.Task != nil) && (s.Missed.Do == "" || s.Title.Hans == "" || s.Title.Hant == "" || s.Title.En == "") {
		t.Errorf("%s, %s: lacks a title in a language, or what is done when it is missed", p.Name, s.ID)
	}
	if s.Task != nil && (s.Check.Hans == "" || s.Proof.Kind == "" || s.Task.Due == "") {
		t.Errorf("%s, %s: a to-do lacks its check, its proof or when it is due", p.Name, s.ID)
	}
	if s.Say == nil {
		return
	}
	for _, list := range [][]script.Wording{s.Say.Wordings, s.Say.Without} {
		if n := len(list); n != 0 && n < 3 {
			t.Errorf("%s, %s: %d wordings", p.Name, s.ID, n)
		}
		seen := map[string]bool{}
		for _, w := range list {
			if w.Tone == "" || seen[w.Text] {
				t.Errorf("%s, %s: a wording without a tone, or twice: %s", p.Name, s.ID, w.Text)
			}
			seen[w.Text] = true
			if w.If == "" && s.Say.Selling && s.Say.To == "member" {
				t.Errorf("%s, %s: sells in private", p.Name, s.ID)
			}
		}
	}
}

// TestFactsOfTheTrade: what must hold of a ready SOP whatever else is changed.
func TestFactsOfTheTrade(t *testing.T) {
	by := map[string]library.Entry{}
	for _, e := range all(t) {
		by[e.Playbook.Name] = e
	}
	for _, name := range []string{"silent-28", "first-words", "quiet-group", "wake-up", "care-days", "welcome"} {
		script.Each(by[name].Playbook.Steps, func(s *script.Step) {
			if s.Say == nil {
				return
			}
			if s.Say.All || s.Say.Selling {
				t.Errorf("%s, %s: mentions everybody or sells", name, s.ID)
			}
			for _, w := range s.Say.Wordings {
				if name != "welcome" && s.Say.To != "member" && strings.Contains(w.Text, "昵称") {
					t.Errorf("%s, %s: names somebody in the group", name, s.ID)
				}
			}
		})
	}
	silent := by["silent-28"].Playbook
	for i, s := range silent.Steps {
		script.Each([]script.Step{s}, func(in *script.Step) {
			if i > 0 && in.Say == nil && in.Task == nil {
				return
			}
			if i > 0 && (len(s.Branch) != 1 || !strings.HasPrefix(s.Branch[0].If, "group.known_orders && ")) {
				t.Errorf("silent-28, %s is done without order data", in.ID)
			}
			if in.Task != nil && !in.Task.Choices[0].Default {
				t.Errorf("silent-28, %s: keeping is not what happens by itself", in.ID)
			}
		})
	}
	for _, name := range []string{"rush-sale", "flash-group", "wash-group"} {
		steps := by[name].Playbook.Steps
		last := steps[len(steps)-1]
		if last.Task == nil || last.Hold == nil || last.Hold.While != "sale.known && sale.unsettled > 0" {
			t.Errorf("%s: dissolving is no task, or not held while something is open", name)
		}
	}
}
