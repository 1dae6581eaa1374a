package house

import (
	"reflect"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/feature/playbook"
	"github.com/huoshui/huoshui/internal/feature/playbook/replay"
)

// fourRehearsed is four weeks of three simulated groups with some SOPs.
func fourRehearsed(t *testing.T, sops []replay.Planned, seed uint64) (playbook.Rehearsed, []replay.Touch) {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	var touches []replay.Touch
	out, err := Rehearse(t.Context(), playbook.RehearseOf{SOPs: sops, Begin: time.Date(2030, 3, 4, 0, 0, 0, 0, zone), Weeks: 4, Groups: 3, Seed: seed, Zone: zone,
		Tell: func(t *replay.Touch) error { touches = append(touches, *t); return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return out, touches
}

// TestRehearsingNothingChangesNothing: without an SOP both lives are the same, and
// the same seed gives the same life.
func TestRehearsingNothingChangesNothing(t *testing.T) {
	out, touches := fourRehearsed(t, nil, 7)
	if len(touches) != 0 || len(out.Groups) != 3 {
		t.Fatalf("%d touches in %d groups", len(touches), len(out.Groups))
	}
	for _, g := range out.Groups {
		if !reflect.DeepEqual(g.Without, g.With) {
			t.Errorf("%s: %+v without, %+v with", g.Name, g.Without, g.With)
		}
		if g.Before.Messages == 0 || g.Without.Messages == 0 || g.Without.Joined == 0 {
			t.Errorf("%s: nobody lives: %+v, %+v", g.Name, g.Before, g.Without)
		}
	}
	again, _ := fourRehearsed(t, nil, 7)
	if !reflect.DeepEqual(out, again) {
		t.Error("the same seed gives another life")
	}
	if other, _ := fourRehearsed(t, nil, 8); reflect.DeepEqual(out.Groups[0].Without, other.Groups[0].Without) {
		t.Error("another seed gives the same life")
	}
}
