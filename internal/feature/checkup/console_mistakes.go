package checkup

import (
	"net/http"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/web/console"
)

// habitView is one of the seven, as it is asked about.
type habitView struct {
	N    int
	Name string
	Asks i18n.Text
	Said string // "yes", "no" or "unsure"; "" for nothing
}

// madeView is a mistake that is made, with what to do.
type madeView struct {
	N        int
	Is, Mend i18n.Text
}

// foundView is a mistake that shows in what the house knows, with where and why.
type foundView struct {
	N             int
	Is, Why, Mend i18n.Text
	Where         []placeView
	Others        i18n.Message // how many more; empty for none
}

// placeView is a group by its name.
type placeView struct{ Name, Href string }

// mostPlaces are named of the groups in which a mistake shows.
const mostPlaces = 5

type mistakesView struct {
	Says   i18n.Message
	Here   string
	Told   bool
	Habits []habitView
	Made   []madeView
	Found  []foundView
	Looked i18n.Message // in how many groups it was looked; empty where there is none
}

// showMistakes handles GET /w/{ws}/checkup/mistakes: what is answered stands in the
// address, and is kept nowhere. What shows in the groups themselves stands before it.
func (p *pages) showMistakes(w http.ResponseWriter, r *http.Request, v console.Viewer) error {
	q := r.URL.Query()
	said, told := habitsIn(q)
	view := mistakesView{Here: v.At("checkup", "mistakes"), Told: told, Says: habitsAsk.With()}
	left := 0
	for m := range mistakes {
		one := habitView{N: int(m) + 1, Name: m.String(), Asks: habits[m].asks, Said: string(said[m])}
		if said[m] == Untold {
			left++
			if q.Get(m.String()) == "unsure" {
				one.Said = "unsure"
			}
		}
		view.Habits = append(view.Habits, one)
	}
	for _, m := range said.Made() {
		view.Made = append(view.Made, madeView{len(view.Made) + 1, habits[m].is, habits[m].mend})
	}
	switch {
	case !told:
	case len(view.Made) > 0:
		view.Says = habitsSome.With(len(view.Made))
	case left > 0:
		view.Says = habitsHalf.With(left)
	default:
		view.Says = habitsNone.With()
	}
	if err := p.lookAround(r, v, &view); err != nil {
		return err
	}
	return p.shell.Show(w, r, v, p.mistakes, view)
}

// lookAround finds what shows of the seven in the groups themselves.
func (p *pages) lookAround(r *http.Request, v console.Viewer, view *mistakesView) error {
	var scene Scene
	now := p.s.now(v.Workspace)
	err := p.s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		scene, err = p.s.Near.Scene(r.Context(), tx, v.Workspace, v.Scope, now)
		return err
	})
	if err != nil || len(scene.Sights) == 0 {
		return err
	}
	for m, in := range scene.Found(now) {
		if len(in) == 0 {
			continue
		}
		one := foundView{N: len(view.Found) + 1, Is: habits[m].is, Why: habits[m].shows, Mend: habits[m].mend}
		for _, s := range in[:min(len(in), mostPlaces)] {
			one.Where = append(one.Where, placeView{s.Name, v.At(s.Path)})
		}
		if more := len(in) - mostPlaces; more > 0 {
			one.Others = habitsMore.With(more)
		}
		view.Found = append(view.Found, one)
	}
	switch {
	case len(view.Found) == 0 && scene.More:
		view.Looked = lookedPartClear.With(len(scene.Sights))
	case len(view.Found) == 0:
		view.Looked = lookedClear.With(len(scene.Sights))
	case scene.More:
		view.Looked = lookedPart.With(len(scene.Sights))
	default:
		view.Looked = lookedAll.With(len(scene.Sights))
	}
	return nil
}
