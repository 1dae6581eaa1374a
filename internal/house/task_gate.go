package house

import (
	"cmp"
	"context"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/compliance"
	touching "github.com/huoshui/huoshui/internal/feature/compliance/gate"
	"github.com/huoshui/huoshui/internal/feature/task"
)

// taskGate lets what people say by hand pass the same gate as what the program
// says, so that caps count both together.
type taskGate struct{ app *App }

var _ task.Gate = taskGate{}

// Look says what May would say.
func (g taskGate) Look(ctx context.Context, tx *db.Tx, ws id.Workspace, t *task.Task, by id.User) (task.Verdict, error) {
	touch, err := g.touch(ctx, tx, ws, t, by)
	if err != nil {
		return task.Verdict{}, err
	}
	key, err := byHand(g).gateKey(ctx, tx, ws, t.Key)
	if err != nil {
		return task.Verdict{}, err
	}
	v, err := g.app.Compliance.LookAt(ctx, tx, ws, key, touch)
	return verdictAs(v), err
}

// May asks, and counts what may be said under the key of its to-do.
func (g taskGate) May(ctx context.Context, tx *db.Tx, ws id.Workspace, t *task.Task, by id.User) (task.Verdict, error) {
	touch, err := g.touch(ctx, tx, ws, t, by)
	if err != nil {
		return task.Verdict{}, err
	}
	key, err := byHand(g).gateKey(ctx, tx, ws, t.Key)
	if err != nil {
		return task.Verdict{}, err
	}
	v, err := g.app.Compliance.May(ctx, tx, ws, key, touch)
	return verdictAs(v), err
}

// Said counts what was said already: as said on the spot, which no cap holds.
// While everything is stopped it is not counted.
func (g taskGate) Said(ctx context.Context, tx *db.Tx, ws id.Workspace, t *task.Task, by id.User) error {
	touch, err := g.touch(ctx, tx, ws, t, by)
	if err != nil {
		return err
	}
	touch.Kind = touching.Spoken
	key, err := byHand(g).gateKey(ctx, tx, ws, t.Key)
	if err != nil {
		return err
	}
	v, err := g.app.Compliance.LookAt(ctx, tx, ws, key, touch)
	if err != nil || v.Outcome != touching.Pass {
		return err
	}
	_, err = g.app.Compliance.May(ctx, tx, ws, key, touch)
	return err
}

// Return takes out of the counts what was not said.
func (g taskGate) Return(ctx context.Context, tx *db.Tx, ws id.Workspace, key string) error {
	key, err := byHand(g).gateKey(ctx, tx, ws, key)
	if err != nil {
		return err
	}
	return g.app.Compliance.Return(ctx, tx, ws, key)
}

// kindsOfTouch are what to-dos are for that do not say.
var kindsOfTouch = map[task.Kind]touching.Kind{task.Send: touching.News, task.Announce: touching.Announcement,
	task.Moments: touching.Moments, task.Welcome: touching.Welcome}

// touch is what a to-do says, as the gate knows it. What is for one person is not
// for their group.
func (g taskGate) touch(ctx context.Context, tx *db.Tx, ws id.Workspace, t *task.Task, by id.User) (touching.Touch, error) {
	out := touching.Touch{Group: t.Group, Person: by, Kind: kindsOfTouch[t.Kind], Selling: t.Selling, AtAll: t.All, Origin: cmp.Or(t.Origin.Run, "task")}
	if t.Kind == task.Send && t.About {
		out.Kind = touching.Private
	}
	if t.Kind == task.Send && t.Selling && !t.About {
		out.Kind = touching.Selling
	}
	if k := touching.Kind(t.Purpose); k.Known() {
		out.Kind = k
	}
	if !t.About || out.Kind != touching.Private {
		return out, nil
	}
	who, err := g.app.Community.Authors(ctx, tx, ws, []uint32{t.Member})
	out.Member = who[t.Member].Member
	return out, err
}

func verdictAs(v touching.Verdict) task.Verdict {
	return task.Verdict{May: v.Outcome == touching.Pass, Never: v.Outcome == touching.Never, Why: compliance.Label(v.Rule), Until: v.Until}
}
