package playbook

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/base/job"
	"github.com/huoshui/huoshui/internal/feature/playbook/engine"
)

// Looking for whom in a group an SOP begins is done a few people at a time: no
// transaction holds up the others for long, and one that is killed goes on where it
// was.
const (
	sweepSlice = 50  // people looked at by one job
	sweepMost  = 200 // in one transaction
)

// sweep is how far one has come.
type sweep struct {
	Due   int64  `json:"due"` // when it was to begin
	After uint32 `json:"after,omitempty"`
}

// sweepFrom lets it be looked for who comes after those that were looked at.
func (s *Service) sweepFrom(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, at sweep, now time.Time) error {
	body, err := json.Marshal(at)
	if err != nil {
		return err
	}
	return job.Put(ctx, tx, s.IDs, job.Job{Workspace: ws, Kind: SweepJob, Key: key, Due: now, Body: body})
}

// sweepAll looks at so many people as one transaction may; the rest waits for the
// next.
func (s *Service) sweepAll(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, jobs []job.Job) error {
	looked := 0
	for i := range jobs {
		var at sweep
		if err := json.Unmarshal(jobs[i].Body, &at); err != nil {
			return fmt.Errorf("read how far a sweep has come: %w", err)
		}
		if looked >= sweepMost {
			if err := s.sweepFrom(ctx, tx, ws, jobs[i].Key, at, now); err != nil {
				return err
			}
			continue
		}
		n, err := s.sweepOne(ctx, tx, ws, now, jobs[i].Key, at)
		if err != nil {
			return err
		}
		looked += n
	}
	return nil
}

// sweepOne begins an SOP for those of a few people for whom it is time.
func (s *Service) sweepOne(ctx context.Context, tx *db.Tx, ws id.Workspace, now time.Time, key string, at sweep) (looked int, err error) {
	st, err := s.startOf(ctx, tx, ws, key)
	if err != nil || st == nil || st.place.still() {
		return 0, err
	}
	asked := st.p.Asked().Besides("member.joined", "member.last_said", "member.last_seen", engine.Birthday)
	there, err := s.Needs.Knows(ctx, tx, ws, now, []Subject{{Group: st.place.Group}}, asked)
	if err != nil || there[0].Gone || !st.p.MayIn(&there[0].Facts) {
		return 0, err
	}
	people, next, err := s.Needs.Inside(ctx, tx, ws, st.place.Group, at.After, sweepSlice)
	if err != nil {
		return 0, err
	}
	if next != 0 {
		if err := s.sweepFrom(ctx, tx, ws, key, sweep{at.Due, next}, now); err != nil {
			return 0, err
		}
	}
	if len(people) == 0 {
		return 0, nil
	}
	subjects := make([]Subject, len(people))
	for i, ord := range people {
		subjects[i] = Subject{Group: st.place.Group, Member: ord}
	}
	known, err := s.Needs.Knows(ctx, tx, ws, now, subjects, asked)
	if err != nil {
		return 0, err
	}
	var moves []move
	for i := range known {
		mv, err := s.fallsTo(ctx, tx, ws, st, subjects[i], &known[i], time.UnixMilli(at.Due).UTC(), now)
		if err != nil {
			return 0, err
		}
		if mv != nil {
			moves = append(moves, *mv)
		}
	}
	return len(people), s.moveAll(ctx, tx, ws, now, moves)
}

// fallsTo begins an SOP for one person, if it is time.
func (s *Service) fallsTo(ctx context.Context, tx *db.Tx, ws id.Workspace, st *starting, whom Subject, k *Known, due, now time.Time) (*move, error) {
	if k.Gone {
		return nil, nil
	}
	f, falls := st.p.For(st.n, due, now, k.Zone, st.place.Fields, &k.Facts.Member, k.Days)
	if !falls || !mayBegin(st.p, st.start, k, st.place.Fields, now) {
		return nil, nil
	}
	if st.start.Moment != "" {
		f.Moment = st.moment(due, k.Zone)
	}
	return s.fall(ctx, tx, ws, st, whom, f, k.Zone, now)
}
