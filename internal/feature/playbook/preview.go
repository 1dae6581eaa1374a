package playbook

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook/cond"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
	"github.com/huoshui/huoshui/internal/feature/playbook/release"
	"github.com/huoshui/huoshui/internal/feature/playbook/script"
)

// Preview is what starting an SOP would do.
type Preview struct {
	Ready   []id.Group
	Lacking map[id.Group][]string // fields that groups have no value for: nothing is started in them
	Unsaid  map[id.Group][]string // what is not known of groups, and some step could not be said without
	Form    []string              // fields that are to be filled in for all
	People  int                   // in the groups that are ready
	Price   bool
	Second  bool // another person has to agree
	Last    int  // stages
	AtOnce  int  // people for whom it begins at once
	More    bool // of these there are more than were counted
}

// mostCounted is how many people are looked at for a preview.
const mostCounted = 2000

// Preview says what starting an SOP in its groups would do now.
func (s *Service) Preview(ctx context.Context, tx *db.Tx, ws id.Workspace, book id.Playbook) (v Preview, err error) {
	b, err := bookOf(ctx, tx, ws, book)
	if err != nil {
		return v, err
	}
	p, err := s.program(ctx, tx, ws, book, b.Version)
	if err != nil {
		return v, err
	}
	all, err := places(ctx, tx, ws, book)
	if err != nil {
		return v, err
	}
	now := s.Clock(ws).Now()
	known, err := s.knows(ctx, tx, ws, now, all)
	if err != nil {
		return v, err
	}
	v.Lacking, v.Unsaid, v.Price = map[id.Group][]string{}, map[id.Group][]string{}, namesPrice(p.Book)
	for i := range all {
		if known[i].Gone {
			continue
		}
		values := known[i].with(all[i].Fields)
		if v.Form = p.Book.Lacking(values, script.FromForm); len(v.Form) > 0 {
			return v, nil
		}
		if lacking := p.Book.Lacking(values, script.FromGroup); len(lacking) > 0 {
			v.Lacking[all[i].Group] = lacking
			continue
		}
		if unsaid := unsaid(p.Book, values); len(unsaid) > 0 && all[i].Group != 0 {
			v.Unsaid[all[i].Group] = unsaid
		}
		v.Ready, v.People = append(v.Ready, all[i].Group), v.People+int(known[i].Facts.Group.Members)
		if err := s.count(ctx, tx, ws, p, &all[i], known[i].Zone, now, &v); err != nil {
			return v, err
		}
	}
	v.Second, v.Last = release.NeedsSecond(len(v.Ready), v.People, v.Price), release.Last(len(v.Ready), release.Usual())
	return v, nil
}

// ofGroup are the fields that people fill in for groups, or for all of them.
var ofGroup = [...]string{"店名", "群主", "值班人", "服务时间", "群里有什么"}

// ofMany are known only where several came together: their wordings are for that alone.
var ofMany = [...]string{"人数", "昵称1", "昵称2", "昵称3"}

// unsaid lists what nobody has filled in of a group, for the steps of which no wording
// can be said without: of each the wording that lacks least.
func unsaid(b *script.Playbook, values map[string]string) (out []string) {
	script.Each(b.Steps, func(s *script.Step) {
		if s.Say == nil {
			return
		}
		var least []string
		first := true
		for _, w := range s.Say.Wordings {
			if b.Per == script.PerMember && slices.ContainsFunc(script.Placeholders(w.Text), func(name string) bool { return slices.Contains(ofMany[:], name) }) {
				continue
			}
			lacks := slices.DeleteFunc(script.Placeholders(w.Text), func(name string) bool {
				return !slices.Contains(ofGroup[:], name) || strings.TrimSpace(values[name]) != ""
			})
			if first || len(lacks) < len(least) {
				least, first = lacks, false
			}
		}
		for _, name := range least {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	})
	return out
}

// count adds for how many people of a group an SOP begins at once.
func (s *Service) count(ctx context.Context, tx *db.Tx, ws id.Workspace, p *engine.Program, place *Place, zone *time.Location, now time.Time, v *Preview) error {
	for n := range p.Starts() {
		start := &p.Starts()[n]
		if start.Silent == "" && start.Yearly == "" {
			continue
		}
		for after := uint32(0); ; {
			if v.AtOnce >= mostCounted {
				v.More = true
				return nil
			}
			people, next, err := s.Needs.Inside(ctx, tx, ws, place.Group, after, 200)
			if err != nil {
				return err
			}
			subjects := make([]Subject, len(people))
			for i, ord := range people {
				subjects[i] = Subject{place.Group, ord}
			}
			known, err := s.Needs.Knows(ctx, tx, ws, now, subjects, cond.Everything())
			if err != nil {
				return err
			}
			for i := range known {
				f, falls := p.For(n, now, now, zone, place.Fields, &known[i].Facts.Member, known[i].Days)
				if skips, _ := engine.Missed(start, f.Due, now, zone); falls && !skips && !known[i].Gone && mayBegin(p, start, &known[i], place.Fields, now) {
					v.AtOnce++
				}
			}
			if after = next; next == 0 {
				break
			}
		}
	}
	return nil
}

// namesPrice reports whether an SOP says a price or has money handled.
func namesPrice(b *script.Playbook) bool {
	price := slices.ContainsFunc(b.Fields, func(f script.Field) bool { return f.Kind == script.AMoney })
	script.Each(b.Steps, func(s *script.Step) {
		price = price || s.Task != nil && s.Task.Risk == "money"
	})
	return price
}
