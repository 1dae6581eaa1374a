package report

import (
	"fmt"
	"time"

	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/id"
)

// Plan says when and to whom the report of a unit goes. Addresses in which there is
// a secret are kept sealed and are not in it.
type Plan struct {
	Unit     id.Unit
	On       bool
	At       int  // minutes into the day
	Workdays bool // Monday to Friday only
	Lang     i18n.Lang
	Mails    []string
	Hook     bool // there is an address for programs
	Robot    bool // there is a group robot
}

// firstAt is nine o'clock.
const firstAt = 9 * 60

// latest is until when a report is still sent that could not be sent in time.
const latest = 12 * 60

// afterwards is the same for a report whose time is late in the day.
const afterwards = 3 * 60

// Clock is when the report goes, as 09:00.
func (p *Plan) Clock() string { return fmt.Sprintf("%02d:%02d", p.At/60, p.At%60) }

// Falls reports whether a report goes on a day.
func (p *Plan) Falls(d Day) bool {
	w := d.Weekday()
	return !p.Workdays || w != time.Saturday && w != time.Sunday
}

// Next is when the next report goes after a moment.
func (p *Plan) Next(after time.Time, zone *time.Location) time.Time {
	for d := DayOf(after, zone); ; d++ {
		if at := d.At(p.At, zone); p.Falls(d) && at.After(after) {
			return at
		}
	}
}

// InTime reports whether the report of a day is still of use at a moment: until
// noon, or for three hours where it goes later than at nine.
func (p *Plan) InTime(d Day, now time.Time, zone *time.Location) bool {
	return !now.After(d.At(max(latest, p.At+afterwards), zone))
}

// Sends reports whether there is anybody to send to.
func (p *Plan) Sends() bool { return len(p.Mails) > 0 || p.Hook || p.Robot }
