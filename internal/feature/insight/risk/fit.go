package risk

import (
	"context"
	"math"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Community is one folder of groups. Folders differ, and a model is only as
// good as it is on a folder it never saw: they are what is held out.
type Community struct {
	Name   string
	Groups []History
}

// Fit learns a model from communities. Which families of figures it uses is
// decided by leaving out each of the communities in turn (pieces of groups
// where there is one community only). It draws nothing at random: the same
// histories in the same order give the same numbers. It fails where the
// communities hold too few questions to learn from, or ctx ends.
func Fit(ctx context.Context, communities []Community) (*Model, error) {
	d := gather(communities)
	if !d.dying.both() {
		return nil, tooLittle()
	}
	for _, t := range d.early {
		if !t.both() {
			return nil, tooLittle()
		}
	}
	m := &Model{Version: Version, Sources: d.sources}
	if err := d.fitDying(ctx, m); err != nil {
		return nil, err
	}
	if err := d.fitEarly(ctx, m); err != nil {
		return nil, err
	}
	return m, nil
}

func tooLittle() error {
	return fault.New(fault.Invalid, i18n.Text{
		Hans: "这些聊天记录太少，学不出风险模型：要有几个看满 120 天以上的群，其中有的后来沉寂了，有的还有人说话。请换更多的群再试。",
		Hant: "這些聊天紀錄太少，無法建立風險模型：需要幾個觀察滿 120 天的群組，其中有的後來沉寂，有的仍有人發言。請加入更多群組再試。",
		En:   "There is too little here to fit a risk model: it takes several groups watched for more than 120 days, some that fell silent later and some that did not. Add more groups and try again.",
	}.With())
}

// data is everything a fit learns from.
type data struct {
	sources []Source
	dying   table
	rivals  [2]table   // the one-figure baselines of the same questions
	early   []table    // one for each of EarlyDays
	alone   [][2]table // their one-figure baselines
}

func gather(communities []Community) data {
	d := data{early: make([]table, len(EarlyDays)), alone: make([][2]table, len(EarlyDays))}
	for c, community := range communities {
		src := Source{Name: community.Name, Groups: len(community.Groups)}
		for g, h := range community.Groups {
			where := question{community: c, fold: c}
			if len(communities) == 1 {
				where.fold = g % sparePieces
			}
			d.add(&src, where, h)
		}
		d.sources = append(d.sources, src)
	}
	folds := len(communities)
	if folds == 1 {
		folds = sparePieces
	}
	d.dying.folds, d.dying.ridge = folds, dyingRidge
	for i := range d.early {
		d.early[i].folds, d.early[i].ridge = folds, earlyRidge
	}
	return d
}

// add takes in the questions about one group.
func (d *data) add(src *Source, where question, h History) {
	l := people(h)
	put := func(t *table, s sheet, label bool) {
		q := where
		q.sample = sample{x: s.values, label: label}
		t.figures = s.figures
		t.questions = append(t.questions, q)
	}
	for _, m := range l.moments(h.End) {
		seen := l.until(m.at)
		put(&d.dying, figuresAt(seen, m.at, nil), m.died)
		silent, recent := figuresOfRivals(seen, m.at)
		put(&d.rivals[0], only("days_silent", silent), m.died)
		put(&d.rivals[1], only("messages_30", recent), m.died)
		src.Questions++
		src.Died += int(one(m.died))
	}
	lived, known := l.lived(h.End)
	if !known {
		return
	}
	src.Young++
	src.Lived += int(one(lived))
	for i, days := range EarlyDays {
		s := figuresEarly(l, days, nil)
		put(&d.early[i], s, lived)
		messages, people := earlyAlone(l, days)
		put(&d.alone[i][0], only("messages", messages), lived)
		put(&d.alone[i][1], only("people", people), lived)
	}
}

// only is a sheet of one unbounded figure.
func only(name string, v float64) sheet {
	var s sheet
	s.put(name, name, free, math.Log1p(v))
	return s
}

// both reports whether the table knows both outcomes, in more than one fold.
func (t table) both() bool {
	died, lived := map[int]bool{}, map[int]bool{}
	for _, q := range t.questions {
		if q.label {
			died[q.fold] = true
		} else {
			lived[q.fold] = true
		}
	}
	return len(died) > 1 && len(lived) > 1
}

func (d data) fitDying(ctx context.Context, m *Model) error {
	families, err := choose(ctx, []table{d.dying}, []string{"messages"}, dyingFamilies[:], dyingMargin)
	if err != nil {
		return err
	}
	m.Silence = d.dying.formula(families)
	m.Bands = bandsOf(d.dying.heldOut(d.dying.columns(families)), d.dying.labels())
	m.Baselines.DaysSilent = d.rivals[0].formula([]string{"days_silent"})
	m.Baselines.Messages30 = d.rivals[1].formula([]string{"messages_30"})
	return nil
}

// fitEarly chooses one set of families for all numbers of days together,
// since there are few groups, and lets each number of days add to it.
func (d data) fitEarly(ctx context.Context, m *Model) error {
	shared, err := choose(ctx, d.early, nil, earlyFamilies[:], earlyMargin)
	if err != nil {
		return err
	}
	for i, days := range EarlyDays {
		families, err := choose(ctx, d.early[i:i+1], shared, earlyFamilies[:], daysMargin)
		if err != nil {
			return err
		}
		m.Young = append(m.Young, Days{
			Days: days, Formula: d.early[i].formula(families),
			Messages: d.alone[i][0].formula([]string{"messages"}),
			People:   d.alone[i][1].formula([]string{"people"}),
		})
	}
	return nil
}

// safeShare is the share of groups that may fall silent in the low band.
const safeShare = .05

// bandsOf places the bands on held-out answers: low ends at the highest
// hundredth below which at most safeShare fell silent; high begins at the
// hundredth nearest to the threshold of the best F1, and above low.
func bandsOf(p []float64, label []bool) Bands {
	g := grade(p, p, label, make([]string, len(p)))
	high := math.Round(g.measure([]float64{1}).threshold*100) / 100
	b := Bands{Middle: .01, High: high}
	for cut := 1; cut < 100; cut++ {
		n, died := 0.0, 0.0
		for i := range p {
			if p[i] < float64(cut)/100 {
				n++
				died += one(label[i])
			}
		}
		if n > 0 && died/n <= safeShare {
			b.Middle = float64(cut) / 100
		}
	}
	b.High = max(b.High, b.Middle+.01)
	return b
}
