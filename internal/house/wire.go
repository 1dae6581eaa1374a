package house

import (
	"context"
	"slices"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/insight"
	"github.com/huoshui/huoshui/internal/feature/insight/measure"
	"github.com/huoshui/huoshui/internal/feature/manual"
)

// recogniser gives chat what community knows of groups and people.
type recogniser struct {
	*community.Service
	// unit is where groups belong that an import is the first to see.
	unit func(ctx context.Context, ws id.Workspace, imp id.Import) (id.Unit, error)
	// kinds is what simulated people are; nil where there are none.
	kinds func(ctx context.Context, tx *db.Tx, ws id.Workspace, seen []chat.Person) (map[event.NativeUser]community.Standing, error)
}

var (
	_ chat.Recogniser     = recogniser{}
	_ chat.LiveRecogniser = recogniser{}
)

// People numbers the people an import has seen.
func (r recogniser) People(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, seen []chat.Person) ([]uint32, error) {
	people := make([]community.SeenPerson, len(seen))
	for i, p := range seen {
		people[i] = community.SeenPerson{Network: p.Network, Namespace: p.Namespace, Chat: p.Chat, Actor: p.Actor, NameAt: p.NameAt,
			Stated: statedAs[p.Kind], Self: p.Self, Owner: p.Owner}
	}
	return r.RecognisePeople(ctx, tx, ws, imp, people)
}

var statedAs = [...]community.Standing{
	export.Unstated: community.Unstated, export.Human: community.Person, export.Bot: community.Bot, export.Staff: community.Staff,
}

// Groups gives the groups an import has seen their ids.
func (r recogniser) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, seen []chat.Chat) ([]id.Group, error) {
	groups := make([]community.SeenGroup, len(seen))
	for i, c := range seen {
		groups[i] = community.SeenGroup(c)
	}
	return r.RecogniseGroups(ctx, tx, ws, imp, groups)
}

// Live recognises who and where as events come in.
func (r recogniser) Live(ctx context.Context, tx *db.Tx, ws id.Workspace, part id.Import, seen []chat.Person, where []chat.Chat) ([]uint32, []id.Group, error) {
	people := make([]community.SeenPerson, len(seen))
	for i, p := range seen {
		people[i] = community.SeenPerson{Network: p.Network, Namespace: p.Namespace, Chat: p.Chat, Actor: p.Actor, NameAt: p.NameAt}
	}
	if r.kinds != nil {
		kinds, err := r.kinds(ctx, tx, ws, seen)
		if err != nil {
			return nil, nil, err
		}
		for i, p := range seen {
			if p.Network == event.Sandbox {
				people[i].Stated = kinds[p.ID]
			}
		}
	}
	groups := make([]community.SeenGroup, len(where))
	for i, c := range where {
		groups[i] = community.SeenGroup(c)
	}
	return r.RecogniseLive(ctx, tx, ws, part, people, groups)
}

// Settle makes people and groups follow what the import says, and gives new
// groups their unit.
func (r recogniser) Settle(ctx context.Context, ws id.Workspace, imp id.Import) error {
	if err := r.Service.Settle(ctx, ws, imp); err != nil {
		return err
	}
	unit, err := r.unit(ctx, ws, imp)
	if err != nil || unit == 0 {
		return err
	}
	return r.DB.Write(ctx, func(tx *db.Tx) error { return r.PlaceGroups(ctx, tx, ws, imp, unit) })
}

// Listed notes whom a member list names.
func (r recogniser) Listed(ctx context.Context, tx *db.Tx, ws id.Workspace, imp id.Import, group id.Group, people []uint32, plain bool) error {
	return r.NoteListed(ctx, tx, ws, imp, group, people, plain)
}

// hearer lets insight hear what chat records.
type hearer struct {
	*insight.Service
	times *times
}

var _ chat.Hearer = hearer{}

// Hear reads a batch for figures.
func (h hearer) Hear(ws id.Workspace, imp id.Import, batch int64, said []chat.Recorded) func(context.Context, *db.Tx) error {
	heard := make([]insight.Heard, 0, len(said))
	for i := range said {
		r := &said[i]
		act, ok := measure.ActOf(r.Kind, r.Form)
		if !ok {
			continue
		}
		heard = append(heard, insight.Heard{Group: r.Group, Said: measure.Said{
			Key: r.Key, At: r.At, Author: r.Author, Order: r.Tie, Act: act, Form: r.Form, Body: r.Body,
			Cut:    r.Kind == event.Message && r.Chars > charsIn(r.Body),
			Thread: measure.ThreadOf(r.Thread), Answers: r.Answers, Mentions: r.Mentions,
		}})
	}
	return h.Service.Hear(ws, imp, batch, heard)
}

// Changed lets figures follow edits and deletions.
func (h hearer) Changed(ws id.Workspace, changed []chat.Recorded) func(context.Context, *db.Tx) error {
	amended := make([]insight.Amended, len(changed))
	for i, r := range changed {
		amended[i] = insight.Amended{Group: r.Group, Key: r.Key, At: r.At, Tie: r.Answers, Gone: r.Kind == event.Delete, Body: r.Body}
	}
	return h.Amend(ws, amended)
}

func charsIn(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}

// Due notes that groups must be measured anew.
func (h hearer) Due(ctx context.Context, tx *db.Tx, ws id.Workspace, groups []id.Group) error {
	return h.MarkDue(ctx, tx, ws, groups)
}

// Settled measures the groups whose history has changed.
func (h hearer) Settled(ctx context.Context, ws id.Workspace, _ []id.Group) error {
	return h.Refresh(ctx, ws, h.times.Of(ws).Now())
}

// groups gives insight what community and chat know of groups.
type groups struct {
	who  *community.Service
	said *chat.Service
	// unheard lists the chats of simulated groups that keep what is said to
	// themselves, with how many members each has; nil where there are none.
	unheard func(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[event.NativeChat]int, error)
	// byHand tells of the groups that people keep by hand; nil where there are none.
	byHand func(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Group]manual.Known, error)
	zone   func(ctx context.Context, tx *db.Tx, ws id.Workspace) (*time.Location, error)
}

var _ insight.Groups = groups{}

// Groups lists the groups with how far each is known.
func (g groups) Groups(ctx context.Context, tx *db.Tx, ws id.Workspace, live bool) ([]insight.GroupInfo, error) {
	all, err := g.who.Groups(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	imports, err := g.said.Imports(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	reaches, err := g.who.Reaches(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	unheard, err := g.unheardAmong(ctx, tx, ws, all)
	if err != nil {
		return nil, err
	}
	kept, err := g.keptByHand(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	ends, err := g.ends(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	until := untilOf(imports, reaches, live)
	keys := make([]measure.NativeGroup, len(all))
	for i, c := range all {
		keys[i] = measure.NativeGroup{Network: string(c.Network), Namespace: c.Namespace, Chat: string(c.Chat), Key: c.Key}
	}
	ids := measure.ReportIDs(keys)
	out := []insight.GroupInfo{}
	for i, c := range all {
		reach, seen := until[c.ID]
		if !seen { // only an import that has not finished tells of it
			continue
		}
		info := insight.GroupInfo{ID: c.ID, ReportID: ids[i], Name: nameOr(c.Name, string(c.Chat)), Network: c.Network,
			Unit: c.Unit, Until: reach, Listed: c.Listed}
		if end, ok := ends[c.ID]; ok {
			info.Ends = end.UnixMilli()
		}
		if c.Network == event.Sandbox {
			info.Members, info.Unheard = unheard[c.Chat]
		}
		if k, ok := kept[c.ID]; ok {
			judgeByHand(&info, &k)
		}
		out = append(out, info)
	}
	order := map[id.Group]measure.NativeGroup{}
	for i, c := range all {
		order[c.ID] = keys[i]
	}
	slices.SortFunc(out, func(a, b insight.GroupInfo) int { return measure.CompareGroups(order[a.ID], order[b.ID]) })
	return out, nil
}

// ends tells when groups are over that were made for one occasion.
func (g groups) ends(ctx context.Context, tx *db.Tx, ws id.Workspace) (map[id.Group]time.Time, error) {
	zone, err := g.zone(ctx, tx, ws)
	if err != nil {
		return nil, err
	}
	return g.who.Ends(ctx, tx, ws, zone)
}

// unheardAmong is unheard, asked only where there is a simulated group. Every
// other network that is connected tells what is said.
func (g groups) unheardAmong(ctx context.Context, tx *db.Tx, ws id.Workspace, all []community.Group) (map[event.NativeChat]int, error) {
	isSimulated := func(c community.Group) bool { return c.Network == event.Sandbox }
	if g.unheard == nil || !slices.ContainsFunc(all, isSimulated) {
		return nil, nil
	}
	return g.unheard(ctx, tx, ws)
}

func nameOr(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// untilOf is how far each group that finished imports tell of is known; 0 where
// nothing limits it.
func untilOf(imports []chat.Import, reaches []community.Reach, live bool) map[id.Group]int64 {
	byID := map[id.Import]chat.Import{}
	for _, i := range imports {
		if i.State.Shown() {
			byID[i.ID] = i
		}
	}
	open := map[id.Group]bool{}
	out := map[id.Group]int64{}
	for _, r := range reaches {
		i, ok := byID[r.Import]
		if !ok {
			continue
		}
		until := r.Until
		switch {
		case i.Reach == chat.Open || i.State == chat.Live:
			until = 0
		case r.Open && (live || i.Reach == chat.Cut):
			until = max(until, i.Newest)
		case r.Open:
			until = 0
		}
		open[r.Group] = open[r.Group] || until == 0
		out[r.Group] = max(out[r.Group], until)
	}
	for g := range open {
		if open[g] {
			out[g] = 0
		}
	}
	return out
}

// Horizon says how far the workspace is known.
func (g groups) Horizon(ctx context.Context, tx *db.Tx, ws id.Workspace) (h insight.Horizon, err error) {
	imports, err := g.said.Imports(ctx, tx, ws)
	if err != nil {
		return h, err
	}
	for _, i := range imports {
		if !i.State.Shown() {
			h.Hidden = append(h.Hidden, i.ID)
			continue
		}
		h.Newest, h.Stamp = max(h.Newest, i.Newest), max(h.Stamp, i.Stamp)
		h.Skipped += int(i.Skipped)
	}
	reaches, err := g.who.Reaches(ctx, tx, ws)
	if err != nil {
		return h, err
	}
	for _, r := range reaches {
		h.Open = h.Open || r.Open && !slices.Contains(h.Hidden, r.Import)
	}
	h.StaffKnown, err = staffKnown(ctx, tx, ws, g.who, imports)
	return h, err
}

// staffKnown reports whether somebody has said who the staff are, or every
// finished import's files state who is person, bot or staff.
func staffKnown(ctx context.Context, tx *db.Tx, ws id.Workspace, who *community.Service, imports []chat.Import) (bool, error) {
	for _, i := range imports {
		if i.State.Shown() && !i.Stated {
			return who.StaffAnswered(ctx, tx, ws)
		}
	}
	return true, nil
}

// Listed lists whom member lists name.
func (g groups) Listed(ctx context.Context, tx *db.Tx, ws id.Workspace, group id.Group) ([]uint32, error) {
	return g.who.Listed(ctx, tx, ws, group)
}

// Authors tells who authors are.
func (g groups) Authors(ctx context.Context, tx *db.Tx, ws id.Workspace, ords []uint32, bots map[uint32]bool) (map[uint32]measure.Someone, error) {
	known, err := g.who.AuthorsIf(ctx, tx, ws, ords, bots)
	if err != nil {
		return nil, err
	}
	out := make(map[uint32]measure.Someone, len(known))
	for ord, w := range known {
		out[ord] = measure.Someone{Member: w.Ord, Standing: standingAs[w.Standing], Name: w.Name, Rank: insight.Rank(w.Key)}
	}
	return out, nil
}

var standingAs = [...]measure.Standing{
	community.Unstated: measure.Member, community.Person: measure.Member, community.Bot: measure.Bot, community.Staff: measure.Staff,
}

// Judge records who posts like a machine.
func (g groups) Judge(ctx context.Context, tx *db.Tx, ws id.Workspace, ord uint32, bot bool) error {
	return g.who.Judge(ctx, tx, ws, ord, bot)
}
