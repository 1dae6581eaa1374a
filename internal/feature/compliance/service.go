package compliance

import (
	"context"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance/gate"
)

// Service is the gate.
type Service struct {
	DB   *db.DB
	IDs  *id.Source // of entries in the record
	Near Neighbours
}

// May says whether a touch may go now, writes down what it said and why, and
// counts it where it may. The same key is the same touch, however often it is
// asked for, and counts once. One that was let go and is asked for again was not
// sent: where it may not go now, its place is free for others.
func (s *Service) May(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, t gate.Touch) (gate.Verdict, error) {
	var err error
	if t.Member, err = nowOf(ctx, tx, ws, t.Member); err != nil {
		return gate.Verdict{}, err
	}
	if err := lock(ctx, tx, ws, &t); err != nil {
		return gate.Verdict{}, err
	}
	v, now, err := s.judge(ctx, tx, ws, key, t)
	if err != nil {
		return v, err
	}
	if v.Outcome == gate.Pass {
		var fresh bool
		if fresh, err = let(ctx, tx, ws, key, &t, now); err == nil && fresh {
			err = moveStage(ctx, tx, ws, &t, 1)
		}
	} else {
		err = giveBack(ctx, tx, ws, key)
	}
	if err == nil {
		err = decide(ctx, tx, ws, key, &t, v, now)
	}
	return v, err
}

// Look says what May would say, and changes nothing: for replay and previews.
func (s *Service) Look(ctx context.Context, tx *db.Tx, ws id.Workspace, t gate.Touch) (gate.Verdict, error) {
	v, _, err := s.judge(ctx, tx, ws, "", t)
	return v, err
}

// LookAgain is Look for a touch that may have been let go under its key already: it
// is not counted against itself.
func (s *Service) LookAgain(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, t gate.Touch) (gate.Verdict, error) {
	v, _, err := s.judge(ctx, tx, ws, key, t)
	return v, err
}

// Return takes a touch out of the counts that was certainly not sent.
func (s *Service) Return(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) error {
	return giveBack(ctx, tx, ws, key)
}

func (s *Service) judge(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, t gate.Touch) (v gate.Verdict, now time.Time, err error) {
	now = s.Near.Now(ws).Truncate(time.Millisecond)
	if t.Member, err = nowOf(ctx, tx, ws, t.Member); err != nil {
		return v, now, err
	}
	set, _, err := settingsOf(ctx, tx, ws, t.Group)
	if err != nil {
		return v, now, err
	}
	f, err := s.facts(ctx, tx, ws, key, &t, now)
	if err != nil {
		return v, now, err
	}
	return gate.Judge(&set, &f, &t, now), now, nil
}

// facts gathers what the rules have to know.
func (s *Service) facts(ctx context.Context, tx *db.Tx, ws id.Workspace, key string, t *gate.Touch, now time.Time) (f gate.Facts, err error) {
	f.At = now
	if f.Zone, err = s.Near.Zone(ctx, tx, ws); err != nil {
		return f, err
	}
	if err = pauses(ctx, tx, ws, t.Group, &f); err != nil || !caps(t) && t.Kind != gate.Welcome {
		return f, err
	}
	if err = days(ctx, tx, ws, t.Group, &f); err != nil {
		return f, err
	}
	if t.Member != 0 {
		if err = consents(ctx, tx, ws, t.Member, t.Purpose(), &f); err != nil {
			return f, err
		}
		if f.HeldOut, err = heldOut(ctx, tx, ws, t.Member, t.Campaign); err != nil {
			return f, err
		}
	}
	if t.Sells() {
		f.Rests = s.Near.Rests(now)
	}
	if t.Group != 0 {
		if f.Stage, err = stageOf(ctx, tx, ws, t.Group); err != nil {
			return f, err
		}
	}
	if t.Group != 0 && t.Sells() {
		known, err := s.Near.Groups(ctx, tx, ws, []id.Group{t.Group})
		if err != nil {
			return f, err
		}
		f.Stage.First, f.Stage.Kind = known[t.Group].First, known[t.Group].Kind
	}
	return f, count(ctx, tx, ws, key, t, &f)
}
