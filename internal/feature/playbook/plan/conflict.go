package plan

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/feature/playbook/when"
)

// Planned is a moment of a playbook in a group; Group is "" where it is about the
// whole workspace.
type Planned struct {
	Group, Playbook string
	Moment
}

// Caps are how much of it people bear. The gate holds the sender to its own; these
// are for whoever plans.
type Caps struct {
	Announcements int // in a group, a day
	Selling       int // in a group, a day
	Moments       int // a day
	AtAll         int // in a group, a week
	Quiet         when.Window
	Evening       when.Clock // until when a campaign's evening goes on
	MomentHours   when.Window
}

// Usual are the caps that a workspace begins with.
func Usual() (Caps, error) {
	quiet, err := when.ParseWindow("21:30-9:00")
	if err != nil {
		return Caps{}, err
	}
	hours, err := when.ParseWindow("11:30-13:30; 20:00-22:00")
	if err != nil {
		return Caps{}, err
	}
	return Caps{Announcements: 1, Selling: 4, Moments: 3, AtAll: 3, Quiet: quiet, Evening: 22*60 + 5, MomentHours: hours}, nil
}

// Conflict is something on a time line that comes too close to something else, or
// at a bad time. The last of What is what is one too many.
type Conflict struct {
	What   []Planned
	Why    i18n.Text
	Remedy i18n.Text
}

// Conflicts finds them, in the order of time.
func Conflicts(all []Planned, caps Caps, zone *time.Location) (out []Conflict) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b Planned) int { return a.At.Compare(b.At) })
	counted := map[string][]Planned{}
	over := func(key string, p Planned, most int, why trouble) {
		counted[key] = append(counted[key], p)
		if n := len(counted[key]); n > most {
			out = append(out, Conflict{slices.Clone(counted[key][n-most-1:]), why.what, why.remedy})
		}
	}
	for _, p := range all {
		say := p.Step.Say
		if say == nil {
			continue
		}
		day := when.DateOf(p.At, zone)
		key := fmt.Sprintf("%s %v", p.Group, day)
		if say.To == "announcement" {
			over("announcement "+key, p, caps.Announcements, twoAnnouncements)
		}
		if say.Selling && say.To != "moments" {
			over("selling "+key, p, caps.Selling, muchSelling)
		}
		if say.To == "moments" {
			over("moments "+fmt.Sprint(day), p, caps.Moments, manyMoments)
		}
		if say.All {
			over(fmt.Sprintf("all %s %v", p.Group, day.Plus(-(int(day.Weekday())+6)%7)), p, caps.AtAll, muchAtAll)
		}
		if why := caps.badTime(p, zone); why.what.Hans != "" {
			out = append(out, Conflict{[]Planned{p}, why.what, why.remedy})
		}
	}
	slices.SortStableFunc(out, func(a, b Conflict) int { return cmp.Compare(a.last(), b.last()) })
	return out
}

func (c Conflict) last() int64 { return c.What[len(c.What)-1].At.UnixMilli() }

// badTime says what is wrong with when something is said, nothing where it is well.
func (c Caps) badTime(p Planned, zone *time.Location) trouble {
	say := p.Step.Say
	if say.To == "moments" {
		if !c.MomentHours.Contains(p.At, zone) {
			return momentsOutside
		}
		return trouble{}
	}
	if _, resting := when.NewYearRest(p.At); resting && say.Selling {
		return sellingOverNewYear
	}
	if !c.Quiet.Contains(p.At, zone) || p.Eve && c.evening(p, zone) {
		return trouble{}
	}
	if say.Selling {
		return sellingInQuiet
	}
	return inQuiet
}

// evening reports whether a moment lies in the evening of its campaign.
func (c Caps) evening(p Planned, zone *time.Location) bool {
	day := when.DateOf(p.T, zone)
	return !p.At.Before(when.At(day, 12*60, zone)) && !p.At.After(when.At(day, c.Evening, zone))
}
