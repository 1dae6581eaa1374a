package playbook_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/db/dbtest"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/id"
	"github.com/huoshui/huoshui/internal/feature/playbook"
)

// hourlyLong goes on for a while after it has spoken.
const hourlyLong = hourly + `  - {id: rest, wait: 3h}
  - {id: again, say: {to: group, wordings: ["{{群名}}还在{{取货点}}取。"]}}
`

// TestAGroupIsLeft: an SOP ends there and goes on elsewhere; joined again it begins
// once it is started there; left by its last group it is off.
func TestAGroupIsLeft(t *testing.T) {
	dbtest.Each(t, schemas(), func(t *testing.T, d *db.DB) {
		s := newStage(t, d)
		b := s.onGroups(hourlyLong, 2, 0)
		if err := s.launches(b, 5, 0); err != nil {
			t.Fatal(err)
		}
		// in says in which of the two groups something was said since.
		in := func() (out string) {
			for _, g := range []string{"群100", "群101"} {
				if slices.ContainsFunc(s.h.did, func(one string) bool { return strings.Contains(one, g+"在") || strings.Contains(one, g+"还在") }) {
					out += g
				}
			}
			s.h.did = nil
			return out
		}
		s.passes(90*time.Minute, false)
		if got := in(); got != "群100群101" {
			t.Fatalf("it speaks in %s", got)
		}
		leave := func(of id.Workspace, group id.Group) error { return s.s.Leave(t.Context(), of, b.ID, group) }
		stands := func() (out playbook.Standing) {
			s.write(func(tx *db.Tx) (err error) {
				out, err = s.s.Stands(t.Context(), tx, ws, "hourly")
				return err
			})
			return out
		}
		if err := leave(ws+1, 100); fault.KindOf(err) != fault.NotFound {
			t.Errorf("from elsewhere: %v", err)
		}
		for _, g := range []id.Group{100, 100, 555} { // the second time, and of a group in which it is not, nothing changes
			if err := leave(ws, g); err != nil {
				t.Fatal(err)
			}
		}
		s.passes(5*time.Hour, false)
		if got := in(); got != "群101" {
			t.Errorf("left by one it speaks in %s", got)
		}
		if st := stands(); st.State != playbook.On || len(st.Places) != 1 || !st.Launched || st.Says.Name != "hourly" {
			t.Errorf("it stands as %+v", st)
		}
		s.write(func(tx *db.Tx) error {
			at, ok, err := s.s.Next(t.Context(), tx, ws, b.ID, 101, day)
			if !ok || at.Before(s.now) || at.Sub(s.now) > time.Hour {
				t.Errorf("next at %v (%v), it is %v", at, ok, s.now)
			}
			return err
		})
		if err := s.s.Join(t.Context(), ws, b.ID, 100, map[string]string{"取货点": "西门"}); err != nil {
			t.Fatal(err)
		}
		s.passes(2*time.Hour, false)
		if got := in(); got != "群101" {
			t.Errorf("joined and not started it speaks in %s", got)
		}
		if err := s.launches(b, 5, 0); err != nil {
			t.Fatal(err)
		}
		s.passes(2*time.Hour, false)
		if got := in(); got != "群100群101" {
			t.Errorf("started again it speaks in %s", got)
		}
		for _, g := range []id.Group{100, 101} {
			if err := leave(ws, g); err != nil {
				t.Fatal(err)
			}
		}
		s.passes(5*time.Hour, false)
		if got := in(); got != "" || stands().State != playbook.Off {
			t.Errorf("left by all it speaks in %s and is %s", got, stands().State)
		}
	})
}
