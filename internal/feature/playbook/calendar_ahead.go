package playbook

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/agenda"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// mostComing is how many people whose day comes are looked at, of each SOP.
const mostComing = 500

// ahead adds where an SOP may still begin by the calendar, and for whom.
func (s *Service) ahead(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, w wantedDays, g *agenda.Given) (more laidOut, err error) {
	l, launched, err := launchOf(ctx, tx, ws, b.ID)
	asked := launched && l.State == Asked
	if err != nil || b.State != On && !(b.State == Off && asked) {
		return more, err
	}
	p, err := s.program(ctx, tx, ws, b.ID, b.Version)
	if err != nil {
		return more, err
	}
	dated := slices.ContainsFunc(p.Starts(), func(s script.Start) bool { return s.Moment != "" || s.Every != "" || s.Festival != "" })
	yearly := slices.ContainsFunc(p.Starts(), func(s script.Start) bool { return s.Yearly != "" })
	if !dated && !yearly {
		return more, nil
	}
	last := 0
	if launched && (asked || l.State == Going || l.State == Stopped) {
		last = l.Last
	}
	list, err := placesIn(ctx, tx, ws, b.ID, w.groups, last, mostLooked)
	if err != nil {
		return more, err
	}
	if dated {
		for _, one := range list {
			place := agenda.Place{Book: b.ID, Program: p, Group: one.Group, Fields: one.Fields}
			if one.Waits {
				place.Stage, place.Reached = l.reaches(one.Stage)
			}
			g.Places = append(g.Places, place)
		}
		more.cut = len(list) >= mostLooked
	}
	if yearly && b.State == On && w.near != nil {
		more.crowd, err = s.comingIn(ctx, tx, ws, b, p, list, w, g)
	}
	return more, err
}

// reaches says for which stage a group waits, and before when it is not reached; the zero
// time where a person says.
func (l *Launch) reaches(stage int) (agenda.Stage, time.Time) {
	switch {
	case l.State == Asked:
		return agenda.Unagreed, time.Time{}
	case l.State == Going && l.Gap > 0:
		return agenda.Stage(stage), l.Released.Add(time.Duration(stage-l.Stage) * l.Gap)
	}
	return agenda.Stage(stage), time.Time{}
}

// comingIn adds those in groups whose day comes, by which an SOP begins for them. more
// says that not all were looked at.
func (s *Service) comingIn(ctx context.Context, tx *db.Tx, ws id.Workspace, b Book, p *engine.Program, list []Place, w wantedDays, g *agenda.Given) (more bool, err error) {
	fields := map[id.Group]map[string]string{}
	var groups []id.Group
	for _, one := range list {
		if !one.Waits {
			fields[one.Group], groups = one.Fields, append(groups, one.Group)
		}
	}
	for n := range p.Starts() {
		start := &p.Starts()[n]
		if start.Yearly == "" || len(groups) == 0 {
			continue
		}
		subjects, full, err := w.near.DaysOf(ctx, tx, ws, start.Yearly, groups, daysFor(start, w), mostComing)
		if err != nil || len(subjects) == 0 {
			return more || full, err
		}
		more = more || full
		known, err := s.Needs.Knows(ctx, tx, ws, g.Now, subjects, cond.Everything())
		if err != nil {
			return more, err
		}
		for i := range known {
			k, own := &known[i], fields[subjects[i].Group]
			if k.Gone {
				continue
			}
			for _, f := range p.Comes(n, later(g.Now, w.from), w.to, k.Zone, own, &k.Facts.Member, k.Days) {
				g.Coming = append(g.Coming, agenda.Coming{Book: b.ID, Program: p, Group: subjects[i].Group, Member: subjects[i].Member, Fields: own,
					Known: k.Values, Facts: k.Facts, Zone: k.Zone, Start: start.ID, Moment: f.Moment, Due: f.Due})
			}
		}
	}
	return more, nil
}

// later is the later of two moments.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// daysFor are the days that somebody's day may be for a start to begin in a stretch of
// time: those of the stretch, moved back by its shift, and one before and after for the
// clocks of other zones.
func daysFor(start *script.Start, w wantedDays) (out []when.Date) {
	shift := 0
	if o, err := when.ParseOffset(start.Shift); start.Shift != "" && err == nil {
		shift = int(o.From(w.from, time.UTC).Sub(w.from) / (24 * time.Hour))
	}
	for d, last := when.DateOf(w.from, time.UTC).Plus(-shift-2), when.DateOf(w.to, time.UTC).Plus(-shift+2); !last.Before(d); d = d.Plus(1) {
		out = append(out, d)
	}
	return out
}
