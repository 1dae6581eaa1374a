package library_test

import (
	"slices"
	"testing"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/library"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// without are the ready SOPs that have no sentence, and why.
var without = map[string]string{
	"group-rules": "the page of a group has its rules ready, without a bot", "group-rules-change": "begun by hand, once", "rush-sale-sold-out": "part of the rush sale",
	"silent-28": "who is silent is not known by hand: greet-by-hand asks its owner to look", "rush-sale": "without stock and payments sale-by-hand takes its place",
	"rush-sale-trouble": "part of the rush sale", "flash-group": "for groups that end", "moments-week": "about one's own Moments, with twenty things to fill in",
	"wake-up-review": "part of the win-back", "wash-group": "decided about on its own page", "first-week": "about a new colleague",
}

// TestEveryReadySOPHasASentenceOrAReason in three languages, and none is of an SOP that
// is not there.
func TestEveryReadySOPHasASentenceOrAReason(t *testing.T) {
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	all, err := library.All(r)
	if err != nil {
		t.Fatal(err)
	}
	said := library.Sentences()
	for _, e := range all {
		has := slices.ContainsFunc(said, func(s library.Sentence) bool { return s.Name == e.Playbook.Name })
		if has == (without[e.Playbook.Name] != "") {
			t.Errorf("%s has a sentence: %v, and a reason to have none: %q", e.Playbook.Name, has, without[e.Playbook.Name])
		}
	}
	for _, s := range said {
		if !slices.ContainsFunc(all, func(e library.Entry) bool { return e.Playbook.Name == s.Name }) {
			t.Errorf("%s is not there", s.Name)
		}
		for _, l := range i18n.Langs {
			if s.Says.In(l) == "" || s.Lacks.Hans != "" && s.Lacks.In(l) == "" || s.Unfit.Hans != "" && s.Unfit.In(l) == "" {
				t.Errorf("%s lacks words in %s", s.Name, l)
			}
		}
	}
}

// TestWhatDoesNotSuitAShop is talks, sales online and comparisons of many: the rest suits
// one, the welcome and the morning list before all.
func TestWhatDoesNotSuitAShop(t *testing.T) {
	var unfit []string
	for _, s := range library.Sentences() {
		if s.Unfit.Hans != "" {
			unfit = append(unfit, s.Name)
		}
	}
	if want := []string{"sunday-talk", "wake-up"}; !slices.Equal(unfit, want) {
		t.Errorf("%v do not suit a shop, want %v", unfit, want)
	}
	r, err := script.NewReader()
	if err != nil {
		t.Fatal(err)
	}
	all, err := library.All(r)
	if err != nil {
		t.Fatal(err)
	}
	left := library.Unfit()
	for _, e := range all {
		for _, l := range i18n.Langs {
			if why, is := left[e.Playbook.Name]; is && why.In(l) == "" {
				t.Errorf("%s does not say in %s why it does not suit", e.Playbook.Name, l)
			}
		}
		delete(left, e.Playbook.Name)
	}
	if len(library.Unfit()) != 7 || len(left) != 0 {
		t.Errorf("%d do not suit a shop, of which these are not there: %v", len(library.Unfit()), left)
	}
}
