package chat

import (
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/event"
)

// move lets the moves of a batch hold one after another, and drops those that
// say only what is known.
func (l *LiveRecorder) move(ctx context.Context, g *gathering) error {
	var at []int
	var places []insidePlace
	for i := range g.list {
		p := &g.list[i]
		if k := p.rec.Kind; k != event.Join && k != event.Leave && k != event.Remove {
			continue
		}
		at = append(at, i)
		places = append(places, insidePlace{g.known.groups[g.whereKey[p.chat]].id, hashOf(g.whoKey[p.author].key)})
	}
	if len(at) == 0 {
		return nil
	}
	err := l.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		g.b.inside, err = insideOf(ctx, tx, g.b.ws, places)
		return err
	})
	if err != nil {
		return err
	}
	for n, i := range at {
		s := g.b.inside[places[n]]
		if s == nil {
			s = &Inside{}
			g.b.inside[places[n]] = s
		}
		p := &g.list[i]
		s.Author = int64(g.ordOf(p.author))
		p.none = !s.take(&p.rec, p.found)
	}
	return nil
}
