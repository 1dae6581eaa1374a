package clock

import (
	"time"

	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// MaxSpeed is how many times faster than the wall a workspace's clock may run.
const MaxSpeed = 10_000

// Workspace is a workspace's own clock: domain time, by which members speak and
// playbooks wait. Leases, retries, sessions and audit keep to the wall, which
// is a Clock. The zero Workspace shows the time of the wall.
type Workspace struct {
	Speed  int       // seconds of it that pass in one of the wall; 0 counts as 1
	Wall   time.Time // when it was last set; zero where it never was
	Then   time.Time // what it showed at that moment
	Paused bool
}

// At is what the clock shows when the wall shows wall. It never shows less than
// when it was last set, also where the wall has gone back since.
func (w Workspace) At(wall time.Time) time.Time {
	if w.Wall.IsZero() {
		return wall.UTC()
	}
	if w.Paused || !wall.After(w.Wall) {
		return w.Then.UTC()
	}
	passed := wall.Sub(w.Wall).Microseconds() * int64(w.speed()) / 1000
	return w.Then.Add(time.Duration(passed) * time.Millisecond).UTC()
}

func (w Workspace) speed() int { return max(w.Speed, 1) }

var badSpeed = i18n.Text{
	Hans: "时间可以快 1 到 %d 倍，不能是 %d 倍。",
	Hant: "時間可以快 1 到 %d 倍，不能是 %d 倍。",
	En:   "The clock can run 1 to %d times as fast, not %d times.",
}

// Set returns the clock with another pace from wall on; it shows then what it
// showed before. A speed outside 1 … MaxSpeed is Invalid.
func (w Workspace) Set(wall time.Time, speed int, paused bool) (Workspace, error) {
	if speed < 1 || speed > MaxSpeed {
		return w, fault.New(fault.Invalid, badSpeed.With(MaxSpeed, speed))
	}
	if w.Real() && speed == 1 && !paused {
		return w, nil
	}
	return Workspace{Speed: speed, Wall: wall.UTC(), Then: w.At(wall), Paused: paused}, nil
}

// Stood returns the clock as if it had stood still from one moment of the wall
// to another: while nobody was there to live by it.
func (w Workspace) Stood(from, to time.Time) Workspace {
	if w.Real() || w.Paused || !to.After(from) {
		return w
	}
	return Workspace{Speed: w.speed(), Wall: to.UTC(), Then: w.At(from)}
}

// Real reports whether the clock is that of the wall. One that was ever set to
// run faster is not, even if it runs no faster now: it is ahead.
func (w Workspace) Real() bool { return w.Wall.IsZero() }

var notReal = i18n.Text{
	Hans: "这个工作区的时间是模拟的（调快或暂停过），不能接入真实的平台：真实的群里，时间对不上。请另建一个工作区来接入。",
	Hant: "這個工作區的時間是模擬的（調快或暫停過），不能接入真實的平台：真實的群組裡，時間對不上。請另建一個工作區來接入。",
	En:   "The time of this workspace is simulated (it was sped up or paused), so it cannot be connected to a real network, where the times would not agree. Make another workspace to connect.",
}

// MayConnect is nil where a workspace with this clock may be connected to a
// real network, else a Conflict that says why not.
func (w Workspace) MayConnect() error {
	if w.Real() {
		return nil
	}
	return fault.New(fault.Conflict, notReal.With())
}
