package house

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/channel"
	"github.com/huoshui/huoshui/internal/channel/export"
	"github.com/huoshui/huoshui/internal/channel/webhook"
	"github.com/huoshui/huoshui/internal/feature/chat"
	"github.com/huoshui/huoshui/internal/feature/community"
	"github.com/huoshui/huoshui/internal/feature/connection"
)

// watch is one comparing of one group.
type watch struct {
	r     *reconciler
	h     heard
	c     *comparing
	g     community.Group
	began time.Time // by the workspace's clock
	at    time.Time // of the snapshot
	to    chat.Compared
	known map[int64]chat.Inside        // who was in it before the snapshot was taken
	open  time.Time                    // of the oldest that is missing and not handed in; zero where there is none
	news  []channel.Arrived            // what is missing and news still, the newest first
	old   []channel.Arrived            // what is missing and history
	lost  map[event.NativeMessage]bool // messages that were missing
	later []channel.Arrived            // changes of messages that may be among those
	moved bool                         // moves that were missing are handed in
	again bool
	same  bool // how far it was compared stands noted, but for the time
}

// What was lost may have an earlier time than what came before it: clocks differ,
// and what happens in a sandbox is written a little later than it happens.
const (
	lookOver  = 10 * time.Minute
	writtenBy = 5 * time.Second // by the wall
)

func (w *watch) lookOver() time.Duration {
	return max(lookOver, writtenBy*time.Duration(w.r.k.app.times.own(w.h.ws).read().Speed))
}

func (w *watch) begin(ctx context.Context) error {
	app := w.r.k.app
	w.began = app.times.Of(w.h.ws).Now()
	return app.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if w.to, err = app.Chat.Compared(ctx, tx, w.h.ws, w.h.conn, w.g.ID); err != nil {
			return err
		}
		w.same = w.to.Listed
		w.known, err = app.Chat.Inside(ctx, tx, w.h.ws, w.g.ID)
		return err
	})
}

// end notes how far the group was compared.
func (w *watch) end(ctx context.Context) error {
	upto := w.began
	if !w.open.IsZero() && w.open.Before(upto) {
		upto = w.open.Add(-time.Millisecond)
	}
	was := w.to
	w.to.Upto = max(w.to.Upto, upto.UnixMilli())
	if w.same && time.Duration(w.to.Upto-was.Upto)*time.Millisecond < lookOver { // no need to write it each time
		return nil
	}
	return w.r.k.app.DB.Write(ctx, func(tx *db.Tx) error {
		return w.r.k.app.Chat.SetCompared(ctx, tx, w.h.ws, w.h.conn, w.g.ID, w.to)
	})
}

// ripe reports whether something has been missing for long enough.
func (w *watch) ripe(key string) bool {
	now := w.r.k.app.DB.Clock.Now()
	since, ok := w.c.lack[key]
	if !ok {
		w.c.lack[key], since = now, now
	}
	return now.Sub(since) >= w.r.pace.patient
}

// history looks for what was said and never told, and hands it in under the keys
// under which it would have come.
func (w *watch) history(ctx context.Context, past channel.Historian) error {
	since := max(w.to.First, w.to.Upto-w.lookOver().Milliseconds())
	err := past.History(ctx, w.g.Chat, time.UnixMilli(since).UTC(), func(page []channel.Arrived) error {
		told := make([]chat.Past, len(page))
		for i := range page {
			told[i] = chat.Past{Key: page[i].Key, Event: &page[i].Event}
		}
		var missing map[int]bool
		err := w.r.k.app.DB.Read(ctx, func(tx *db.Tx) (err error) {
			missing, err = w.r.k.app.Chat.Missing(ctx, tx, w.h.ws, w.h.conn, w.g.ID, told)
			return err
		})
		if err != nil {
			return err
		}
		for i := range page {
			switch k := page[i].Event.Kind; {
			case missing[i]:
				w.miss(&page[i])
			case k == event.Edit || k == event.Delete:
				w.later = append(w.later, page[i])
			default:
				delete(w.c.lack, page[i].Key)
			}
		}
		if len(w.news)+len(w.old) < atOnce {
			return nil
		}
		return w.repair(ctx)
	})
	if err != nil {
		return err
	}
	for i := range w.later { // the message may lie on an older page
		if w.lost[w.later[i].Event.Target] {
			w.miss(&w.later[i])
		} else {
			delete(w.c.lack, w.later[i].Key)
		}
	}
	return w.repair(ctx)
}

// miss takes in something that is missing, once that has lasted.
func (w *watch) miss(a *channel.Arrived) {
	if a.Event.Kind == event.Message {
		w.lost[a.Event.NativeID] = true
	}
	switch {
	case !w.ripe(a.Key):
		w.again = true
		if at := a.Event.At; w.open.IsZero() || at.Before(w.open) {
			w.open = at
		}
	case a.Event.Kind == event.Message && a.Event.At.Before(w.began.Add(-w.r.pace.news)):
		w.old = append(w.old, *a)
	default:
		w.news = append(w.news, *a)
	}
}

// atOnce is how much that is missing is held in memory before it is handed in.
const atOnce = 20_000

// repair hands in what is missing, in the order in which it happened.
func (w *watch) repair(ctx context.Context) error {
	news, old := w.news, w.old
	w.news, w.old = nil, nil
	inOrder := func(a, b channel.Arrived) int { return a.Event.At.Compare(b.Event.At) }
	slices.Reverse(news)
	slices.SortStableFunc(news, inOrder)
	slices.Reverse(old)
	slices.SortStableFunc(old, inOrder)
	if err := w.bring(ctx, old); err != nil {
		return err
	}
	return w.hand(ctx, news)
}

// hand keeps what happened, and notes what of it was new.
func (w *watch) hand(ctx context.Context, news []channel.Arrived) error {
	if len(news) == 0 {
		return nil
	}
	var more connection.Compared
	for part := range slices.Chunk(news, webhook.MaxEvents) {
		verdicts, err := inlet{w.r.k.box, w.h.ws, w.h.conn}.keep(ctx, part)
		if err != nil {
			return err
		}
		for i, v := range verdicts {
			if v == inbox.Accepted {
				count(&more, part[i].Event.Kind)
				w.moved = w.moved || more.Moves > 0
			}
			delete(w.c.lack, part[i].Key)
		}
	}
	w.r.handed()
	if !more.Found() {
		return nil
	}
	return w.r.note(ctx, w.h, more)
}

func count(more *connection.Compared, k event.Kind) {
	switch k {
	case event.Message:
		more.Messages++
	case event.Join, event.Leave, event.Remove:
		more.Moves++
	case event.GroupRenamed:
		more.Names++
	}
}

var lostOf = i18n.Text{Hans: "%s：对账补上的旧消息", Hant: "%s：對帳補上的舊訊息", En: "%s: old messages found by comparing"}

// bring records what was lost too long ago to be news, as history: it moves
// figures and causes nothing else.
func (w *watch) bring(ctx context.Context, old []channel.Arrived) error {
	if len(old) == 0 {
		return nil
	}
	app := w.r.k.app
	imp, err := app.Chat.Begin(ctx, w.h.ws, 0, lostOf.With(nameOr(w.g.Name, string(w.g.Chat))).In(i18n.ZhHans), broughtBy(w.h))
	if err != nil {
		return err
	}
	err = app.Chat.Run(ctx, w.h.ws, imp, func(_ context.Context, sink export.Sink, _ export.Progress) (export.Result, error) {
		if err := sink.Group(export.Group{Network: w.g.Network, Namespace: w.g.Namespace, Chat: w.g.Chat, Name: w.g.Name}); err != nil {
			return export.Result{}, err
		}
		for i := range old {
			if err := sink.Event(&old[i].Event); err != nil {
				return export.Result{}, err
			}
		}
		return export.Result{}, sink.Stamp(w.began)
	})
	if err != nil {
		return err
	}
	w.r.handed()
	for i := range old {
		delete(w.c.lack, old[i].Key)
	}
	return w.r.note(ctx, w.h, connection.Compared{Messages: int64(len(old))})
}

// members looks for joins and leaves that were never told. The first list of a
// group only says who was there before anybody listened.
func (w *watch) members(ctx context.Context, list channel.Snapshot, here bool) error {
	app := w.r.k.app
	where := chat.Chat{Network: w.g.Network, Namespace: w.g.Namespace, Chat: w.g.Chat}
	if !w.to.Listed && here {
		if err := w.r.k.live.List(ctx, w.h.ws, w.h.conn, w.g.ID, where, list.Members, w.at); err != nil {
			return err
		}
		w.to.Listed = true
	}
	if err := w.owned(ctx, list.Owner); err != nil {
		return err
	}
	doubted, err := app.Chat.Doubt(ctx, w.h.ws, w.g.ID, where, list.Members, w.known, w.at)
	if err != nil || !w.to.Listed {
		return err
	}
	if w.moved { // the history has just told of it: what of that is on its way would be found once more
		w.again = true
		return nil
	}
	var gone []uint32
	for _, d := range doubted {
		if d.Author >= 0 {
			gone = append(gone, uint32(d.Author))
		}
	}
	var names map[uint32]event.Actor
	if err := app.DB.Read(ctx, func(tx *db.Tx) (err error) {
		names, err = app.Community.Natives(ctx, tx, w.h.ws, gone)
		return err
	}); err != nil {
		return err
	}
	var news []channel.Arrived
	for _, d := range doubted {
		switch {
		case app.DB.Clock.Now().Sub(d.By) < w.r.pace.patient:
			w.again = true
			continue
		case !d.In:
			if d.Who = names[uint32(d.Author)]; d.Who.ID == "" {
				if err := app.Chat.Unseen(ctx, w.h.ws, w.g.ID, d.Author, d.Since.UnixMilli()); err != nil {
					return err
				}
				continue
			}
			d.Who.Name = "" // it is known, and may change
		}
		if here || d.Who.ID == w.h.me {
			news = append(news, w.move(d))
		}
	}
	return w.hand(ctx, news)
}

// owned notes whose the group is now.
func (w *watch) owned(ctx context.Context, owner event.NativeUser) error {
	if owner == "" {
		return nil
	}
	app, key := w.r.k.app, event.PersonKey(w.g.Network, w.g.Namespace, w.g.Chat, event.Actor{ID: owner})
	var before map[id.Group]community.Who
	var now map[string]community.Who
	err := app.DB.Read(ctx, func(tx *db.Tx) (err error) {
		if before, err = app.Community.Owners(ctx, tx, w.h.ws, []id.Group{w.g.ID}); err != nil {
			return err
		}
		now, err = app.Community.PeopleByKey(ctx, tx, w.h.ws, []string{key})
		return err
	})
	if who, known := now[key]; err != nil || !known || before[w.g.ID].Member == who.Member {
		return err
	}
	return app.DB.Write(ctx, func(tx *db.Tx) error { return app.Community.SetOwner(ctx, tx, w.h.ws, w.g.ID, key) })
}

// move is a join or leave that nobody told of. Its key and its time stay the
// same however often it is found.
func (w *watch) move(d chat.Doubted) channel.Arrived {
	kind, way := event.Leave, "out"
	if d.In {
		kind, way = event.Join, "in"
	}
	key := chat.FoundPrefix + way + "/" + string(w.g.Chat) + "/" + string(d.Who.ID) + "/" +
		strconv.FormatInt(d.After, 36) + "/" + strconv.FormatInt(d.Since.UnixMilli(), 36)
	return channel.Arrived{Key: key, Event: event.Event{Network: w.g.Network, Namespace: w.g.Namespace, Chat: w.g.Chat, Kind: kind,
		At: d.Since, Subjects: []event.Actor{d.Who}, Scene: event.Found}}
}

// name looks whether the group was renamed unseen.
func (w *watch) name(ctx context.Context, name string) error {
	if name == "" || name == w.g.Name {
		return nil
	}
	known := ""
	if err := w.r.k.app.DB.Read(ctx, func(tx *db.Tx) error { // it may have been told since the groups were listed
		groups, err := w.r.k.app.Community.GroupsByKey(ctx, tx, w.h.ws, []string{w.g.Key})
		known = groups[w.g.Key].Name
		return err
	}); err != nil || known == "" || known == name {
		return err
	}
	key := chat.FoundPrefix + "name/" + string(w.g.Chat) + "/"
	if !w.ripe(key + name) {
		w.again = true
		return nil
	}
	e := event.Event{Network: w.g.Network, Namespace: w.g.Namespace, Chat: w.g.Chat, Kind: event.GroupRenamed, At: w.at, Body: name, Scene: event.Found}
	return w.hand(ctx, []channel.Arrived{{Key: key + strconv.FormatInt(w.at.UnixMilli(), 36), Event: e}})
}
