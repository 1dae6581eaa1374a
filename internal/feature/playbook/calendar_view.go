package playbook

import (
	"github.com/huoshui/huoshui/internal/base/i18n"
)

// calendarView is the page of the calendar.
type calendarView struct {
	Title           i18n.Text
	Verdict         i18n.Message
	Mode, Date, By  string
	Modes           []modeView
	Prev, Next, Now string
	Groups, People  []choice
	Books           []choice
	Channels, Bys   []wordChoice
	Filtered        bool
	Clear           string
	Conflicts       []conflictView
	MoreConflicts   int // of other kinds
	Trouble         int // all of them
	RowName         i18n.Text
	Weekdays        []i18n.Text
	Days            []dayView
	Rows            []calendarRow
	MoreRows        int
	Empty, AnySOP   bool
	May             bool // whoever looks starts SOPs
	Cut             int
	Crowd           bool      // more people have their day than were looked at
	Silent          string    // names the SOPs of which nobody can tell beforehand
	NextDay         i18n.Text // the day of what comes next, where nothing is shown
	NextHref        string
}

type modeView struct {
	Label  i18n.Text
	Href   string
	Active bool
}

type wordChoice struct {
	Value  string
	Label  i18n.Text
	Chosen bool
}

// dayView is a day, or what of it belongs to a row.
type dayView struct {
	Num            int
	ISO, Href      string
	Title, Weekday i18n.Text
	Feasts         []i18n.Text
	Today, Outside bool
	Lines          []lineView
	More           int
}

// calendarRow is a group, a channel or a person, and their days.
type calendarRow struct {
	Name i18n.Text
	Days []dayView
}

// lineView is an entry of the calendar.
type lineView struct {
	Href, Clock, Until, At string
	Channel                string // its key, for the look
	Short, By              i18n.Text
	Title                  i18n.Text
	Text, Where            string
	Groups, People         int
	MoreGroups             int // that Where does not name
	Owner                  string
	SOP                    i18n.Text
	State                  string
	Mark, MaybeMark        string
	StateWord, Why, Maybe  i18n.Text
	Faint                  bool
	Trouble                []i18n.Text
}

// conflictView is something that comes too close together.
type conflictView struct {
	Why, Remedy i18n.Text
	Day         i18n.Text
	DayHref     string
	Where       string
	MoreGroups  int
	What        []lineView
	Again       int // so often the same comes again
}
