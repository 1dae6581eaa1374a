package measure

// DayOpens and DayShuts are the hours between which staff are expected to answer, every
// day: a wait is counted by a clock that stands still outside them.
const DayOpens, DayShuts = 9, 22

// fewHours is how many days of service are still said in hours.
const fewHours = 2

// ServiceDays is how many whole days somebody has waited who waited so many service
// hours; false while it is less than two days, which people say in hours. A day has as
// many service hours as staff are expected to answer in it, so that 26 of them are the
// two days that have passed.
func ServiceDays(hours float64) (days int, ok bool) {
	days = int(hours / (DayShuts - DayOpens))
	return days, days >= fewHours
}
